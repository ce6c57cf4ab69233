import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { FactsTable } from "../facts/facts-table.tsx";
import { Person } from "../facts/person.tsx";
import { DayTime } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";
import type { DiagnosisData } from "./solving-data.ts";

/** Studios that looked together: what came out, who disagreed, and the way to the room for those it is open to. */
export function Diagnoses({ problemId, diagnoses }: { problemId: string; diagnoses: DiagnosisData[] }) {
  const w = useWords(solvingRecordWords).diagnosis;
  const d = useWords(diagnosisWords);
  if (diagnoses.length === 0) return null;
  const text = (value: string) => <span className="prose-plain block max-w-reading">{value}</span>;
  return (
    <Section title={w.section} id="diagnoses">
      <div className="space-y-4">
        {diagnoses.map((one) => (
          <div key={one.id}>
            <FactsTable
              facts={[
                { label: w.held, value: one.heldAt ? <DayTime at={one.heldAt} /> : d.state[one.state] },
                one.heldAt !== null && one.state !== "RECORDED" && { label: w.section, value: d.state[one.state] },
                one.place !== "" && { label: w.place, value: one.place },
                one.invited !== "" && { label: w.invited, value: text(one.invited) },
                one.outcome !== "" && { label: w.outcome, value: text(one.outcome) },
                (one.dissents.length > 0 || one.dissent !== "") && {
                  label: w.dissent,
                  value: (
                    <ul className="space-y-2">
                      {one.dissents.map((who) => (
                        <li key={`${who.name} ${who.text}`}>
                          <Person name={who.name ?? d.posterSide} from={who.from} />
                          {text(who.text)}
                        </li>
                      ))}
                      {one.dissent !== "" && <li>{text(one.dissent)}</li>}
                    </ul>
                  ),
                },
              ]}
            />
            {one.room && (
              <Link to={paths.diagnosis(problemId, one.id)} className="link no-print inline-flex min-h-12 items-center">
                {d.open}
              </Link>
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
