import type { FormMetadata } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { useSending } from "./use-result.ts";

type Props = {
  title: string;
  lead: string;
  /** Whose settings they are, and where cancelling leads. */
  of: { to: string; label: string };
  form: Pick<FormMetadata<Record<string, string>>, "id" | "onSubmit" | "errors" | "allErrors" | "errorId">;
  labels: Record<string, string>;
  /** The version the values were read with: who was overtaken is told. */
  version: string | undefined;
  save: string;
  children: ReactNode;
};

/** A page that is one form of settings, saved as a whole. */
export function SettingsForm({ title, lead, of, form, labels, version, save, children }: Props) {
  const c = useWords(commonWords);
  const sending = useSending();
  return (
    <>
      <PageHeader title={title} lead={lead} back={of} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="version" value={version} />
          <ErrorSummary form={form} labels={labels} />
          {children}
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {save}
          </Button>
          <LinkButton to={of.to} size="large" variant="quiet">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
