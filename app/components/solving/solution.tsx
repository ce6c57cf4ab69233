import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { Chip } from "../facts/chip.tsx";
import { FactsTable } from "../facts/facts-table.tsx";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Money } from "../facts/money.tsx";
import { Day } from "../facts/time.tsx";
import { FoldedSection, Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import { Measures } from "./measures.tsx";
import type { SolutionData } from "./solving-data.ts";

const STATE: Record<SolutionData["state"], Tone> = {
  DRAFT: "still",
  SUBMITTED: "waiting",
  SENT_BACK: "urgent",
  ACCEPTED: "done",
};
const OPEN_PARTS = ["rootCause", "actions", "containment", "prevention", "safetyNotes"] as const;
const CLOSED_PARTS = ["parts", "parameters"] as const;

/** The current or accepted solution; earlier ones folded away. */
export function Solutions({ solutions }: { solutions: SolutionData[] }) {
  const w = useWords(solvingRecordWords).solution;
  const current = solutions.find((one) => one.state === "ACCEPTED") ?? solutions[0];
  if (!current) return null;
  const earlier = solutions.filter((one) => one !== current);
  return (
    <Section title={w.section} id="solution" aside={<Chip tone={STATE[current.state]}>{w.state[current.state]}</Chip>}>
      <Solution solution={current} />
      {earlier.length > 0 && (
        <div className="mt-4">
          {earlier.map((one) => (
            <FoldedSection key={one.id} title={w.earlier} hint={w.state[one.state]}>
              <Solution solution={one} />
            </FoldedSection>
          ))}
        </div>
      )}
    </Section>
  );
}

function Solution({ solution }: { solution: SolutionData }) {
  const w = useWords(solvingRecordWords).solution;
  const text = (value: string) => <span className="prose-plain block max-w-reading">{value}</span>;
  return (
    <FactsTable
      facts={[
        solution.measures.length > 0 && { label: w.measures, value: <Measures measures={solution.measures} /> },
        ...OPEN_PARTS.map((part) => solution[part] !== "" && { label: w[part], value: text(solution[part]) }),
        ...CLOSED_PARTS.map((part) => {
          const value = solution[part];
          return (
            Boolean(value) && {
              label: w[part],
              value: (
                <>
                  <LayerTag layer="CONFIDENTIAL" />
                  {text(value ?? "")}
                </>
              ),
            }
          );
        }),
        solution.costFen !== null && {
          label: w.cost,
          value: (
            <span className="inline-flex flex-wrap items-center gap-2">
              <Money fen={BigInt(solution.costFen)} />
              <LayerTag layer="CONFIDENTIAL" />
            </span>
          ),
        },
        solution.submittedAt !== null && { label: w.submitted, value: <Day at={solution.submittedAt} /> },
      ]}
    />
  );
}
