import type { SubmissionResult } from "@conform-to/react";
import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { MAX_LENGTH } from "#app/modules/problems/rules.ts";
import { commonWords } from "#app/words/common.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { LinkButton } from "../actions/link-button.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { Textarea } from "../form/textarea.tsx";
import { useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";
import { PageHeader } from "../layout/page-header.tsx";

type StepFormProps = {
  step: { id: string; number: string; title: string; version: number };
  title: string;
  lead: string;
  submit: string;
  result?: SubmissionResult;
  danger?: boolean;
  labels?: Record<string, string>;
  defaultValue?: Record<string, string>;
  /** Further fields above the reason. */
  children?: (fields: Record<string, FieldLike | undefined>) => ReactNode;
};

/** A page for one step that needs a reason: what will happen, why, and back. */
export function StepForm({ step, title, lead, submit, result, danger, labels, defaultValue, children }: StepFormProps) {
  const w = useWords(problemStepsWords);
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({ lastResult: result, defaultValue });
  return (
    <>
      <PageHeader
        title={title}
        marks={<span className="text-sm text-muted tabular-nums">{step.number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{step.title}</p>
            <p>{lead}</p>
          </>
        }
        back={{ to: paths.problem(step.id), label: step.number }}
      />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ reason: w.reason, ...labels }} />
          <input type="hidden" name="version" value={step.version} />
          {children?.(fields)}
          <Textarea
            field={fields.reason}
            label={w.reason}
            hint={w.reasonHint}
            rows={3}
            max={MAX_LENGTH.reason}
            required
          />
        </FormColumn>
        <FormActions>
          <Button size="large" variant={danger ? "danger" : "primary"} loading={useSending()}>
            {submit}
          </Button>
          <LinkButton to={paths.problem(step.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
