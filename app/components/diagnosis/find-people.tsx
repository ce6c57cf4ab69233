import { Form } from "@remix-run/react";
import { Search } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { TextInput } from "../form/text-input.tsx";

/** Narrows the list of people by name or studio; a plain search form. */
export function FindPeople({ q, action }: { q: string; action: string }) {
  const w = useWords(diagnosisWords);
  return (
    <Form method="get" action={action} role="search" className="mb-4 flex max-w-form items-end gap-2">
      <div className="min-w-0 grow">
        <TextInput name="q" id="find-people" label={w.findPeople} defaultValue={q} />
      </div>
      <Button variant="secondary" icon={Search}>
        {w.find}
      </Button>
    </Form>
  );
}
