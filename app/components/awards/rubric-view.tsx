import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { rubricWords } from "#app/words/award-rubric.ts";
import { DataTable } from "../lists/data-table.tsx";
import { useFactText } from "./fact-text.ts";

type Said = { zh: string; en: string };
type Shown = {
  key: string;
  name: Said;
  guide: Said;
  max: number;
  marking:
    | { kind: "JUDGED"; anchors: readonly { least: number; most: number; text: Said }[] }
    | { kind: "COMPUTED"; formula: string; steps: readonly { from: string; points: number }[] }
    | { kind: "BOUNDED"; formula: string; ranges: readonly { from: string; least: number; most: number }[] };
};

const points = (hundredths: number): string => String(hundredths / 100);

/** In the reader's language, or in the one it was written in. */
export const useSaid = () => {
  const locale = useLocale();
  return (text: Said): string => (locale === "en" && text.en ? text.en : text.zh);
};

/** One line of how points come about: the value from which on, and the points. */
function useLines(): (marking: Shown["marking"]) => string[] {
  const w = useWords(rubricWords).rubric;
  const say = useSaid();
  const text = useFactText();
  return (marking) => {
    if (marking.kind === "JUDGED")
      return marking.anchors.map((one) => w.anchor(points(one.least), points(one.most), say(one.text)));
    const from = (value: string) => text.threshold(marking.formula, value);
    return marking.kind === "COMPUTED"
      ? marking.steps.map((one) => w.stepFrom(from(one.from), points(one.points)))
      : marking.ranges.map((one) => w.rangeFrom(from(one.from), points(one.least), points(one.most)));
  };
}

/** A rubric to be read: each criterion with its points and how they come about. */
export function RubricView({ criteria, caption }: { criteria: readonly Shown[]; caption: string }) {
  const w = useWords(rubricWords).rubric;
  const say = useSaid();
  const text = useFactText();
  const linesOf = useLines();
  return (
    <DataTable
      caption={caption}
      rows={[...criteria]}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "name",
          label: w.label,
          cell: (row) => (
            <div>
              <span className="font-medium">{say(row.name)}</span>
              {row.guide.zh && <span className="block text-sm text-muted">{say(row.guide)}</span>}
            </div>
          ),
        },
        { key: "max", label: w.max, numeric: true, cell: (row) => points(row.max) },
        {
          key: "how",
          label: w.kindLabel,
          cell: (row) => (
            <div>
              <span>{w.kind[row.marking.kind]}</span>
              {row.marking.kind !== "JUDGED" && (
                <span className="block text-sm wrap-anywhere">{text.formula(row.marking.formula)}</span>
              )}
              {linesOf(row.marking).map((line) => (
                <span key={line} className="block text-sm text-muted tabular-nums">
                  {line}
                </span>
              ))}
            </div>
          ),
        },
      ]}
    />
  );
}
