import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { accountsWords, type RoleName } from "#app/words/accounts.ts";
import { Button } from "../actions/button.tsx";
import { Checkbox } from "../form/checkbox.tsx";
import { DateInput } from "../form/date-input.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { Select } from "../form/select.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";
import { FoldedSection } from "../layout/section.tsx";

/** Gives a role to somebody who has an account. Posts `intent=add`. */
export function AddMemberForm({
  people,
  roles,
}: {
  people: { id: string; name: string; from?: string }[];
  roles: readonly RoleName[];
}) {
  const w = useWords(accountsWords);
  const f = w.fields;
  const result = useResult("add");
  const [form, fields] = useForm<Record<string, string>>({ id: "add", lastResult: result });
  const sending = useSending("add");
  return (
    <FoldedSection title={w.members.add} hint={w.members.addHint} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="add" />
          <ErrorSummary form={form} labels={{ personId: f.person, role: f.role, endsOn: f.until }} />
          <Select
            field={fields.personId}
            label={f.person}
            options={people.map((p) => ({ value: p.id, label: p.from ? `${p.name} · ${p.from}` : p.name }))}
            required
          />
          <Select
            field={fields.role}
            label={f.role}
            options={roles.map((role) => ({ value: role, label: w.roles[role] }))}
            required
          />
          <DateInput field={fields.endsOn} label={f.until} hint={f.untilHint} optional />
          {roles.includes("ENGINEER") && <Checkbox field={fields.isHead} label={f.isHead} />}
          <Button loading={sending}>{w.members.addSubmit}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
