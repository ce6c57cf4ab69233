import { Link } from "@remix-run/react";
import { UserCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { Reason, SuggestedPerson, SuggestedStudio } from "#app/modules/solving/matching/rules.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { matchingWords } from "#app/words/matching.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { Person } from "../facts/person.tsx";
import { CaseLinks } from "./case-links.tsx";

function useReason(): (reason: Reason) => ReactNode {
  const w = useWords(matchingWords);
  const tiers = useWords(alliancesWords).tiers;
  return (reason) => {
    switch (reason.kind) {
      case "cases":
        return (
          <>
            <span className="font-medium text-ink">{w.cases(reason.count, reason.sameModel)}</span>
            <span className="block text-sm">
              {w.examples} <CaseLinks cases={reason.examples} />
            </span>
          </>
        );
      case "related":
        return (
          <>
            {w.related(reason.count)}
            <span className="block text-sm">
              {w.examples} <CaseLinks cases={reason.examples} />
            </span>
          </>
        );
      case "specialities":
        return w.specialities(reason.names);
      case "load":
        return w.load(reason.open, reason.cap);
      case "room":
        return w.room(reason.people);
      case "enterprise":
        return reason.own ? w.ownEnterprise : w.otherEnterprise;
      case "consent":
        return w.consent[reason.state];
      case "abroad":
        return w.abroad(reason.count);
      case "tier":
        return tiers[reason.tier];
    }
  };
}

/** Why, in words: what was solved on a line of its own, the rest side by side. */
function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const say = useReason();
  const isSolved = (one: Reason) => one.kind === "cases" || one.kind === "related";
  const solved = reasons.find(isSolved);
  const rest = reasons.filter((one) => !isSolved(one));
  return (
    <div className="mt-1 space-y-1 text-muted">
      {solved && <p>{say(solved)}</p>}
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
        {rest.map((one) => (
          <li key={one.kind}>{say(one)}</li>
        ))}
      </ul>
    </div>
  );
}

/** People who could be asked, with reasons; whoever assigns goes on to the form with the choice made. */
export function SuggestedPeople({ people, assignOn }: { people: readonly SuggestedPerson[]; assignOn: string | null }) {
  const w = useWords(matchingWords);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {people.map((one) => (
        <li key={one.personId} className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
          <div className="min-w-0 grow">
            <Person name={one.name} from={one.studio} to={paths.craftsman(one.personId)} />
            <Reasons reasons={one.reasons} />
          </div>
          {assignOn && (
            <div className="shrink-0">
              <LinkButton to={paths.assignTo(assignOn, one)} icon={UserCheck}>
                {w.assign}
                <span className="sr-only">{one.name}</span>
              </LinkButton>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Studios that could be asked, with reasons. */
export function SuggestedStudios({ studios }: { studios: readonly SuggestedStudio[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {studios.map((one) => (
        <li key={one.studioId} className="py-3.5">
          <Link to={paths.organisation(one.studioId)} className="link font-medium">
            {one.studio}
          </Link>
          <Reasons reasons={one.reasons} />
        </li>
      ))}
    </ul>
  );
}
