import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paperFormWords } from "#app/words/paper-form.ts";
import { problemFormRestWords } from "#app/words/problem-form-rest.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { statesWords } from "#app/words/states.ts";
import { QrCode } from "../facts/qr-code.tsx";
import { FIRST_FIELDS, type FormField, REST_FIELDS, REST_SECTIONS } from "./form-fields.ts";
import { useFieldTexts } from "./use-field-texts.ts";

type PaperFormProps = {
  /** Printed already, by the names of the form's fields. */
  values: Record<string, string>;
  url: string;
  code: { size: number; path: string };
};

/** Every field that others outside never read, marked on paper too. */
const CONFIDENTIAL = ["assetNumber", "parameters", "impactYuan"];

/** The posting form on A4, out of the same fields, with room for handwriting: lines 9 mm apart. */
export function PaperForm({ values, url, code }: PaperFormProps) {
  const w = useWords(paperFormWords);
  const rest = useWords(problemFormRestWords);
  return (
    <div className="mx-auto w-full max-w-[190mm] space-y-[5mm] bg-white p-[6mm] text-[10.5pt] leading-snug text-[#000] print:p-0">
      <div className="flex items-start justify-between gap-[6mm]">
        <div className="grow space-y-[2mm]">
          <p className="text-[18pt] font-semibold" aria-hidden>
            {w.title}
          </p>
          <div className="grid gap-x-[6mm] sm:grid-cols-2">
            <Line label={w.writer} needed />
            <Line label={w.team} />
            <Line label={w.phone} />
            <Line label={w.filledOn} />
          </div>
        </div>
        <div className="w-[34mm] shrink-0 text-center text-[8pt]">
          <QrCode code={code} label={w.enterHere} className="mx-auto size-[28mm]" />
          <p className="break-all">{url}</p>
        </div>
      </div>
      <section className="space-y-[2mm]">
        {FIRST_FIELDS.map((field) => (
          <Written key={field.name} field={field} value={values[field.name]} />
        ))}
        <Line label={w.photos} />
      </section>
      {REST_SECTIONS.map((section) => (
        <section key={section} className="break-inside-avoid space-y-[2mm]">
          <h2 className="border-b-2 border-[#000] text-[11pt] font-semibold">{rest.sections[section]}</h2>
          <div className="grid gap-x-[6mm] gap-y-[1mm] sm:grid-cols-2">
            {REST_FIELDS[section].map((field: FormField) => (
              <div key={field.name} className={isWide(field) ? "sm:col-span-2" : undefined}>
                <Written field={field} value={values[field.name]} />
              </div>
            ))}
          </div>
        </section>
      ))}
      <section className="break-inside-avoid border border-[#000] p-[3mm]">
        <h2 className="text-[10pt] font-semibold">{w.office}</h2>
        <div className="grid gap-x-[6mm] sm:grid-cols-3">
          <Line label={w.enteredBy} />
          <Line label={w.enteredOn} />
          <Line label={w.number} />
        </div>
        <p className="mt-[2mm] text-[8.5pt]">
          {w.enterHint} {w.keep}
        </p>
      </section>
    </div>
  );
}

const isWide = ({ kind }: FormField) => kind === "text" || kind === "choice";

/** One field to be written by hand. */
function Written({ field, value }: { field: FormField; value?: string }) {
  const { label, unit, option } = useFieldTexts();
  const w = useWords(paperFormWords);
  const form = useWords(problemFormWords);
  const s = useWords(statesWords);
  const { name, kind, required, lines = 1, options = [] } = field;
  const first: Record<string, string> = {
    equipmentType: form.whichMachine,
    phenomenon: form.whatHappens,
    severity: form.howBad,
  };
  const called = `${first[name] ?? label(name)}${CONFIDENTIAL.includes(name) ? ` (${w.confidential})` : ""}`;
  if (kind === "tick") return <Box data-field={name}>{called}</Box>;
  if (kind === "choice") {
    const names: Record<string, string> = name === "severity" ? s.severity : {};
    return (
      <div data-field={name} className="flex flex-wrap items-center gap-x-[5mm] gap-y-[1mm] py-[1mm]">
        <span className="font-medium">{called}</span>
        {options.map((one) => (
          <Box key={one}>{names[one] ?? option(name, one)}</Box>
        ))}
      </div>
    );
  }
  if (kind === "text")
    return (
      <div data-field={name}>
        <p className="font-medium">
          {called}
          {required && <Needed />}
        </p>
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is nothing but its place
          <div key={line} className="h-[9mm] border-b border-[#777]" />
        ))}
      </div>
    );
  return (
    <Line name={name} label={called} value={value} after={kind === "number" ? unit(name) : ""} needed={required} />
  );
}

type LineProps = { name?: string; label: string; value?: string; after?: string; needed?: boolean };

function Line({ name, label, value, after, needed }: LineProps) {
  return (
    <div data-field={name} className="flex min-h-[9mm] items-end gap-[2mm]">
      <span className="shrink-0 font-medium">
        {label}
        {needed && <Needed />}
      </span>
      <span className="min-w-[10mm] grow border-b border-[#777] wrap-anywhere">{value}</span>
      {after && <span className="shrink-0">{after}</span>}
    </div>
  );
}

function Needed() {
  const w = useWords(paperFormWords);
  return <span className="ml-[1mm] text-[8pt] font-normal">({w.needed})</span>;
}

function Box({ children, ...rest }: { children: ReactNode; "data-field"?: string }) {
  return (
    <span {...rest} className="inline-flex min-h-[7mm] items-center gap-[1.5mm]">
      <span aria-hidden className="inline-block size-[4mm] border border-[#000]" />
      {children}
    </span>
  );
}
