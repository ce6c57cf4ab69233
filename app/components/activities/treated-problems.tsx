import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { Organisation } from "../facts/organisation.tsx";
import { StateChip } from "../facts/state-chip.tsx";
import { Section } from "../layout/section.tsx";

type Shown = {
  id: string;
  number: string;
  title: string;
  state: ProblemState;
  partial: boolean;
  equipmentType: string;
  enterprise: string | null;
};

/** The activity's problems, as far as this reader reads them. */
export function TreatedProblems({ problems }: { problems: Shown[] }) {
  const w = useWords(activitiesWords);
  return (
    <Section title={w.problems}>
      {problems.length === 0 && <p className="text-muted">{w.noProblems}</p>}
      <ul className="divide-y divide-line">
        {problems.map((one) => (
          <li key={one.id} className="py-2.5">
            <Link to={paths.problem(one.id)} className="font-medium wrap-anywhere hover:underline">
              {one.title || one.number}
            </Link>
            <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
              <span className="tabular-nums">{one.number}</span>
              <Organisation name={one.enterprise} />
              {one.equipmentType && <span>{one.equipmentType}</span>}
              <StateChip state={one.state} partial={one.partial} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
