import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { LEDGER_FIELDS } from "#app/modules/ledgers/fields.ts";
import type { StoredReading } from "#app/modules/ledgers/stored.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

/** A, B, … Z, AA: as Excel names columns. */
function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letterOf(rest - 1) : ""}${String.fromCharCode(65 + (column % 26))}`;
}

/** Sheet, heading row, unit and the meaning of each column. */
export function ReadingForm({ run, reading }: Pick<ImportPage, "run"> & { reading: StoredReading }) {
  const w = useWords(ledgersWords);
  const r = w.reading;
  const result = useResult("reading");
  const [form] = useForm({ id: "reading", lastResult: result });
  const sending = useSending("reading");
  const errorsAt = (name: string): string[] | undefined => result?.error?.[name] ?? undefined;
  const fields = Object.values(reading.mapping);
  const unclear = !fields.includes("title") && !fields.includes("phenomenon");
  const guessed = reading.headings.map((_, column) => reading.mapping[column]).filter(Boolean).length;
  return (
    <FoldedSection
      title={r.title}
      hint={`${r.hint} (${guessed}/${reading.headings.length})`}
      open={result !== undefined || unclear}
    >
      <Form method="post" id={form.id} className="space-y-4" noValidate>
        <input type="hidden" name="intent" value="reading" />
        <input type="hidden" name="version" value={run.version} />
        <ErrorSummary form={form} />
        <div className="grid gap-4 md:grid-cols-3">
          {reading.sheets.length > 1 ? (
            <Select
              name="sheet"
              id="reading-sheet"
              label={r.sheet}
              defaultValue={reading.sheet}
              placeholder={false}
              errors={errorsAt("sheet")}
              options={reading.sheets.map((name) => ({ value: name, label: name || r.sheetOnly }))}
            />
          ) : (
            <input type="hidden" name="sheet" value={reading.sheet} />
          )}
          <TextInput
            name="headerRow"
            id="reading-headerRow"
            label={r.headerRow}
            inputMode="numeric"
            defaultValue={String(reading.headerRow)}
            errors={errorsAt("headerRow")}
          />
          <Select
            name="unit"
            id="reading-unit"
            label={r.unit}
            defaultValue={reading.unit}
            placeholder={false}
            options={[
              { value: "wan", label: r.unitWan },
              { value: "yuan", label: r.unitYuan },
            ]}
          />
        </div>
        <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          {reading.headings.map((heading, column) => (
            <Select
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
              key={column}
              name={`columns[${column}]`}
              id={`reading-columns-${column}`}
              label={r.column(letterOf(column), heading)}
              hint={reading.samples[column]?.[0] ? r.example(reading.samples[column]?.[0] ?? "") : undefined}
              defaultValue={reading.mapping[column] ?? ""}
              errors={errorsAt(`columns[${column}]`)}
              placeholder={r.ignore}
              options={LEDGER_FIELDS.map((field) => ({ value: field, label: w.field[field] }))}
            />
          ))}
        </div>
        <Button variant="secondary" loading={sending}>
          {r.apply}
        </Button>
      </Form>
    </FoldedSection>
  );
}
