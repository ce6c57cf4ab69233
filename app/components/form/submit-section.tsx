import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "../actions/button.tsx";
import { Section } from "../layout/section.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { useResult, useSending } from "./use-result.ts";

type SubmitSectionProps = { title: string; hint: string; version: number };

/** Hands in what the page shows, as it stands; what is still missing is said above the button. */
export function SubmitSection({ title, hint, version }: SubmitSectionProps) {
  const [form] = useForm({ id: "submit", lastResult: useResult("submit") });
  return (
    <Section title={title} hint={hint}>
      <Form method="post" id={form.id} className="max-w-form space-y-5">
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="submit" />
        <input type="hidden" name="version" value={version} />
        <Button size="large" loading={useSending("submit")}>
          {title}
        </Button>
      </Form>
    </Section>
  );
}
