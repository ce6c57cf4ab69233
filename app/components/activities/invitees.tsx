import { useWords } from "#app/lib/i18n-context.tsx";
import { activitiesWords } from "#app/words/activities.ts";
import { Person } from "../facts/person.tsx";
import { Section } from "../layout/section.tsx";
import { ReplyChip } from "./reply-chip.tsx";

type Shown = {
  personId: string;
  name: string;
  reply: "PENDING" | "COMES" | "DECLINES" | "PROPOSES";
  guest: boolean;
  note: string;
  proposed: string;
};

/** Who is invited and what they answered. */
export function Invitees({ invitees }: { invitees: Shown[] }) {
  const w = useWords(activitiesWords);
  return (
    <Section title={w.invitees}>
      {invitees.length === 0 && <p className="text-muted">{w.noInvitees}</p>}
      <ul className="divide-y divide-line">
        {invitees.map((one) => (
          <li key={one.personId} className="space-y-0.5 py-2.5">
            <p className="flex flex-wrap items-center gap-2">
              <Person name={one.name} from={one.guest ? w.guest : null} />
              <ReplyChip reply={one.reply} />
            </p>
            {one.proposed && <p className="text-sm">{w.proposedWho(one.proposed)}</p>}
            {one.note && <p className="text-sm whitespace-pre-wrap text-muted">{one.note}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
