import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { FirmPlan } from "#app/modules/ledgers/firm-names.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

/** More spellings than that mean a wrong column; the rest goes where it was guessed to. */
const SHOWN = 100;

/** Where each spelling goes, and what new firms are called. */
export function FirmsForm({ run, plan }: Pick<ImportPage, "run"> & { plan: FirmPlan }) {
  const w = useWords(ledgersWords);
  const result = useResult("firms");
  const [form] = useForm({ id: "firms", lastResult: result });
  const sending = useSending("firms");
  const created = plan.firms.filter((firm) => firm.enterpriseId === null);
  const nameOf = (key: string) => plan.firms.find((firm) => firm.key === key)?.name ?? "";
  const mayCreate = run.place.kind === "ALLIANCE";
  const unset = plan.spellings.some((spelling) => spelling.to === null);
  const used = new Set(plan.spellings.map((spelling) => spelling.to)).size;
  const errorsAt = (name: string): string[] | undefined => result?.error?.[name] ?? undefined;
  return (
    <div className="mt-8">
      <FoldedSection
        title={w.firms.title}
        hint={w.firms.summary(plan.spellings.length, used)}
        open={unset || result !== undefined || plan.alike.length > 0}
      >
        <Form method="post" id={form.id} className="max-w-form space-y-4" noValidate>
          <input type="hidden" name="intent" value="firms" />
          <input type="hidden" name="version" value={run.version} />
          <p className="text-sm text-muted">{w.firms.hint}</p>
          <ErrorSummary form={form} />
          {plan.alike.map(([a, b]) => (
            <Notice key={a + b} kind="warning">
              {w.firms.alike(nameOf(a), nameOf(b))}
            </Notice>
          ))}
          {plan.spellings.slice(0, SHOWN).map((spelling, index) => (
            <Select
              key={spelling.text}
              name={`to[${index}]`}
              id={`firms-to-${index}`}
              label={`${spelling.text || w.firms.empty} · ${w.firms.rows} ${spelling.rows}`}
              defaultValue={spelling.to ?? ""}
              errors={errorsAt(`to[${index}]`)}
              placeholder={w.firms.leaveOut}
              options={[
                ...run.known.map((firm) => ({ value: `e:${firm.id}`, label: firm.name })),
                ...(mayCreate ? created.map((firm) => ({ value: firm.key, label: w.firms.create(firm.name) })) : []),
                ...(mayCreate && spelling.text !== "" ? [{ value: "new", label: w.firms.createOwn }] : []),
              ]}
            />
          ))}
          {plan.spellings.length > SHOWN && (
            <p className="text-sm text-muted">{w.firms.more(plan.spellings.length - SHOWN)}</p>
          )}
          {mayCreate && created.length > 0 && (
            <fieldset className="space-y-4">
              <legend className="mb-3 font-medium">{w.firms.newTitle}</legend>
              {created.map((firm, index) => (
                <TextInput
                  key={firm.key}
                  name={`names[${index}]`}
                  id={`firms-names-${index}`}
                  label={w.firms.name(index + 1)}
                  defaultValue={firm.name}
                  errors={errorsAt(`names[${index}]`)}
                />
              ))}
            </fieldset>
          )}
          <Button variant="secondary" loading={sending}>
            {w.firms.apply}
          </Button>
        </Form>
      </FoldedSection>
    </div>
  );
}
