import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingWords } from "#app/words/solving.ts";
import { Chip } from "../facts/chip.tsx";
import { Organisation } from "../facts/organisation.tsx";
import { Day } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";
import type { LeaseData, SolvingData } from "./solving-data.ts";

/** Who works on it, or did. */
export function Team({ lease, handOvers }: { lease: LeaseData | null; handOvers: SolvingData["handOvers"] }) {
  const w = useWords(solvingWords);
  if (!lease && handOvers.length === 0) return null;
  return (
    <Section title={w.team.section}>
      {lease && (
        <div className="border-y border-line py-3 text-dense">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Organisation name={lease.studio} />
            <span className="text-sm text-muted">
              <Day at={lease.startedAt} />
              {lease.endedAt && (
                <>
                  {" – "}
                  <Day at={lease.endedAt} />
                </>
              )}
            </span>
            {lease.agreement !== null && (
              <Chip tone={lease.agreement ? "done" : "waiting"}>
                {lease.agreement ? w.team.agreement : w.team.noAgreement}
              </Chip>
            )}
            {lease.onSite !== null && (
              <Chip tone={lease.onSite ? "done" : "waiting"}>{lease.onSite ? w.team.onSite : w.team.notOnSite}</Chip>
            )}
          </p>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {lease.members.map((member) => (
              <li key={member.id}>
                <span className="font-medium">{member.name}</span>
                {member.lead && <span className="ml-1 text-sm text-muted">{w.leads}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {handOvers.map((one) => (
        <div key={one.id} className="border-b border-line py-3 text-dense">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Organisation name={one.studio} />
            {one.end && <Chip>{w.team.end[one.end]}</Chip>}
            <span className="text-sm text-muted">
              <Day at={one.at} />
            </span>
          </p>
          {one.note && <p className="prose-plain mt-1 max-w-reading text-muted">{one.note}</p>}
        </div>
      ))}
    </Section>
  );
}
