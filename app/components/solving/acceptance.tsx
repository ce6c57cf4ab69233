import { Link } from "@remix-run/react";
import { CircleCheckBig, CircleDashed, CircleX, RotateCcw } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { waitingOnWords } from "#app/words/waiting-on.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { Chip } from "../facts/chip.tsx";
import { Person } from "../facts/person.tsx";
import { Day } from "../facts/time.tsx";
import type { Icon } from "../icon.ts";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import type { AcceptanceData } from "./solving-data.ts";
import { type StillGoodLine, StillGoodList } from "./still-good.tsx";

const VERDICT: Record<AcceptanceData["verdict"], [Tone, Icon]> = {
  FIXED: ["done", CircleCheckBig],
  PARTLY: ["waiting", CircleDashed],
  NOT_FIXED: ["urgent", CircleX],
};

type AcceptancesProps = {
  acceptances: AcceptanceData[];
  stillGood: StillGoodLine[];
  reuses: number;
  /** Where the page of its adoptions is, for those it is open to. */
  adoptions: string | null;
  builds: { benefit: boolean; achievement: boolean };
  problemId: string;
};

/** What the acceptor found each time, the latest first, whether it held, and how often the fix was used again. */
export function Acceptances({ acceptances, stillGood, reuses, adoptions, builds, problemId }: AcceptancesProps) {
  const w = useWords(solvingRecordWords).acceptance;
  const benefit = useWords(benefitWords);
  const achievement = useWords(achievementWords);
  const { superseded } = useWords(waitingOnWords);
  if (acceptances.length === 0 && reuses === 0) return null;
  return (
    <Section
      title={w.section}
      aside={
        reuses > 0 &&
        (adoptions ? (
          <Link to={adoptions} className="link text-sm">
            {w.reuses(reuses)}
          </Link>
        ) : (
          <Chip tone="done">{w.reuses(reuses)}</Chip>
        ))
      }
    >
      <ul className="divide-y divide-line border-y border-line text-dense">
        {acceptances.map((one) => {
          const [tone, icon] = VERDICT[one.verdict];
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
              <Chip tone={tone} icon={icon}>
                {w.verdict[one.verdict]}
              </Chip>
              {one.superseded && <Chip icon={RotateCcw}>{superseded}</Chip>}
              {one.internal && <Chip>{w.internal}</Chip>}
              <Person name={one.by} />
              <span className="text-sm text-muted">
                <Day at={one.at} />
              </span>
              {one.note && <p className="prose-plain w-full max-w-reading">{one.note}</p>}
            </li>
          );
        })}
      </ul>
      <StillGoodList lines={stillGood} />
      {(builds.benefit || builds.achievement) && (
        <div className="mt-4 flex flex-wrap gap-3">
          {builds.benefit && <LinkButton to={paths.newBenefit({ from: `fix:${problemId}` })}>{benefit.add}</LinkButton>}
          {builds.achievement && (
            <LinkButton to={paths.newAchievement({ from: `fix:${problemId}` })}>{achievement.add}</LinkButton>
          )}
        </div>
      )}
    </Section>
  );
}
