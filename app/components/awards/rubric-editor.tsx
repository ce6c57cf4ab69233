import { type FieldMetadata, useForm } from "@conform-to/react";
import { Form, useActionData } from "@remix-run/react";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { LinkButton } from "../actions/link-button.tsx";
import { FactsTable } from "../facts/facts-table.tsx";
import { Notice } from "../feedback/notice.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { NumberWithUnit } from "../form/number-with-unit.tsx";
import { Select } from "../form/select.tsx";
import { TextInput } from "../form/text-input.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { FoldedSection, Section } from "../layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { rubricWords } from "#app/words/award-rubric.ts";
import { commonWords } from "#app/words/common.ts";
import { useSaid } from "./rubric-view.tsx";

type Line = {
  key: string;
  nameZh: string;
  nameEn: string;
  guideZh: string;
  guideEn: string;
  max: string;
  kind: "JUDGED" | "COMPUTED" | "BOUNDED";
  formula: string;
  rows: string;
};
type Dictionary = (typeof rubricWords)["zh-CN"];
type EditorProps = {
  version: number;
  criteria: readonly Line[];
  /** What a formula may name. */
  facts: readonly { key: keyof Dictionary["fact"]; unit: keyof Dictionary["rubric"]["unit"] }[];
  /** What it is called, where it has a name of its own: in the library, not in a round. */
  named?: { name: string; nameEn: string };
  /** Where "cancel" leads. */
  back: string;
};
type Values = { version: number; name: string; nameEn: string; criteria: Line[] };
type Worked = { key: string; name: { zh: string; en: string }; judged: boolean; least: string; most: string };

const BLANK: Line = {
  key: "",
  nameZh: "",
  nameEn: "",
  guideZh: "",
  guideEn: "",
  max: "10",
  kind: "JUDGED",
  formula: "",
  rows: "",
};

/** Criteria one below the other, and beside them what they give for some facts. Works without script; rubrics/answer-editor.server.ts answers it. */
export function RubricEditor({ version, criteria, facts, named, back }: EditorProps) {
  const w = useWords(rubricWords).rubric;
  const c = useWords(commonWords);
  const told = useResult();
  // What stands beside the editor on its page, with an intent of its own, has its own answer.
  const own = [undefined, "save", "try"].includes(told?.initialValue?.intent as string | undefined);
  const result = own ? told : undefined;
  const sending = useSending();
  const [form, fields] = useForm<Values>({
    id: "rubric",
    lastResult: result,
    defaultValue: { version, ...named, criteria: [...criteria] },
  });
  const worked = useActionData<{ worked?: Worked[] | null }>()?.worked ?? null;
  const list = fields.criteria.getFieldList();
  const labels = Object.fromEntries(
    list.flatMap((_, index) =>
      (["nameZh", "max", "kind", "formula", "rows"] as const).map((part) => [
        `criteria[${index}].${part}`,
        `${w.criterion(index + 1)} · ${{ nameZh: w.name, max: w.max, kind: w.kindLabel, formula: w.formula, rows: w.rows }[part]}`,
      ]),
    ),
  );
  return (
    <Form method="post" id={form.id} noValidate>
      {/* Enter in a field saves; the first button of a form is the one it presses. */}
      <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden>
        {w.save}
      </button>
      <ErrorSummary form={form} labels={{ name: w.rubricName, nameEn: w.rubricNameEn, ...labels }} />
      <input type="hidden" name="version" value={version} />
      <div className="gap-10 xl:grid xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          {named && (
            <div className="mb-6 grid gap-4 sm:grid-cols-2">
              <TextInput field={fields.name} label={w.rubricName} required />
              <TextInput field={fields.nameEn} label={w.rubricNameEn} />
            </div>
          )}
          <Notice title={w.how}>
            <ul className="mt-1 list-disc space-y-1 pl-5">
              {[w.rowsComputed, w.rowsBounded, w.rowsJudged, w.formulaHint].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
          <div className="mb-6" />
          {list.map((field, index) => (
            <CriterionFields
              key={field.key}
              field={field}
              index={index}
              remove={form.remove.getButtonProps({ name: fields.criteria.name, index })}
            />
          ))}
          <div className="mt-6">
            <Button
              variant="secondary"
              {...form.insert.getButtonProps({ name: fields.criteria.name, defaultValue: BLANK })}
            >
              {w.add}
            </Button>
          </div>
          <div className="mt-8">
            <FormActions>
              <Button size="large" name="intent" value="save" loading={sending}>
                {w.save}
              </Button>
              <LinkButton to={back} size="large">
                {c.cancel}
              </LinkButton>
            </FormActions>
          </div>
        </div>
        <Example facts={facts} worked={worked} typed={result?.initialValue?.example} />
      </div>
    </Form>
  );
}

type RemoveProps = { type?: "submit"; name?: string; value?: string };

function CriterionFields({
  field,
  index,
  remove,
}: {
  field: FieldMetadata<Line, Values>;
  index: number;
  remove: RemoveProps;
}) {
  const w = useWords(rubricWords).rubric;
  const parts = field.getFieldset();
  return (
    <Section title={w.criterion(index + 1)}>
      <div className="space-y-4 border-b border-line pb-6">
        <input type="hidden" name={parts.key.name} value={parts.key.value ?? ""} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput field={parts.nameZh} label={w.name} required />
          <NumberWithUnit field={parts.max} label={w.max} unit={w.points} required />
          <Select
            field={parts.kind}
            label={w.kindLabel}
            placeholder={false}
            options={(["JUDGED", "COMPUTED", "BOUNDED"] as const).map((value) => ({ value, label: w.kind[value] }))}
          />
        </div>
        <TextInput field={parts.formula} label={w.formula} spellCheck={false} />
        <Textarea field={parts.rows} label={w.rows} rows={4} />
        <FoldedSection title={`${w.guide} · ${w.nameEn}`}>
          <Textarea field={parts.guideZh} label={w.guide} rows={2} />
          <TextInput field={parts.nameEn} label={w.nameEn} />
          <Textarea field={parts.guideEn} label={w.guideEn} rows={2} />
        </FoldedSection>
        <Button variant="quiet" size="small" {...remove}>
          {w.remove}
        </Button>
      </div>
    </Section>
  );
}

/** Some facts, and the points they give by what is typed now. */
function Example({ facts, worked, typed }: { facts: EditorProps["facts"]; worked: Worked[] | null; typed: unknown }) {
  const w = useWords(rubricWords);
  const r = w.rubric;
  const say = useSaid();
  const values = (typed ?? {}) as Record<string, string>;
  return (
    <aside className="mt-8 min-w-0 xl:mt-0">
      <Section title={r.example} hint={`${r.exampleHint} ${r.noEvidence}`}>
        {worked && (
          <div className="mb-5" role="status">
            <h3 className="mb-2 font-medium">{r.tried}</h3>
            <FactsTable
              facts={worked.map((one) => ({
                label: say(one.name),
                value: one.judged ? r.range(one.least, one.most) : r.computed(one.least),
              }))}
            />
          </div>
        )}
        <div className="space-y-3">
          {facts.map(({ key, unit }) => (
            <NumberWithUnit
              key={key}
              name={`example.${key}`}
              id={`example-${key}`}
              label={w.fact[key]}
              hint={key}
              unit={r.unit[unit]}
              defaultValue={values[key] ?? ""}
            />
          ))}
          <Button variant="secondary" name="intent" value="try">
            {r.try}
          </Button>
        </div>
      </Section>
    </aside>
  );
}
