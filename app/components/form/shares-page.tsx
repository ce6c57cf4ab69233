import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { sharesWords } from "#app/words/shares.ts";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { LinkButton } from "../actions/link-button.tsx";
import { PageHeader } from "../layout/page-header.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { ShareRows } from "./share-rows.tsx";
import { useResult, useSending } from "./use-result.ts";

type SharesPageProps = {
  title: string;
  /** Whose contributors these are: its name, its address and what the way back is called. */
  of: { title: string; to: string; label: string };
  version: number;
  /** The most lines and characters, from the shares' limits. */
  max: { lines: number; contribution: number };
  lines: readonly { who: string; percent: string; contribution: string }[];
  people: readonly { value: string; name: string; unit: string }[];
};

/** Order, units and shares of contributors, the same for benefits and achievements. */
export function SharesPage({ title, of, version, max, lines, people }: SharesPageProps) {
  const w = useWords(sharesWords);
  const c = useWords(commonWords);
  const result = useResult();
  const sending = useSending();
  const [form] = useForm<Record<string, string>>({ id: "shares", lastResult: result });
  return (
    <>
      <PageHeader
        title={title}
        lead={
          <>
            <p className="font-medium text-ink">{of.title}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: of.to, label: of.label }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-4xl space-y-5">
        <ErrorSummary form={form} labels={{ lines: w.title }} />
        <input type="hidden" name="version" value={version} />
        <ShareRows lines={lines} people={people} result={result} most={max.lines} max={max.contribution} />
        <FormActions>
          <Button size="large" loading={sending}>
            {w.submit}
          </Button>
          <LinkButton to={of.to} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
