import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

/** A file whose reading was cut off. */
export function Interrupted({ run }: ImportPage) {
  const w = useWords(ledgersWords);
  const sending = useSending();
  return (
    <>
      <PageHeader
        title={w.uploaded.title(run.fileName)}
        lead={w.uploaded.lead}
        back={{ to: paths.imports(), label: w.title }}
      />
      <Form method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="version" value={run.version} />
        <Button name="intent" value="read-again" loading={sending}>
          {w.uploaded.again}
        </Button>
        <Button name="intent" value="discard" variant="quiet">
          {w.preview.discard}
        </Button>
      </Form>
    </>
  );
}
