import { Award, CircleSlash, ClipboardCheck, PenLine, Sprout, Undo2 } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { MentorshipState } from "#app/modules/mentorships/rules.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

const LOOK: Record<MentorshipState, [Tone, Icon]> = {
  PROPOSED: ["waiting", PenLine],
  RUNNING: ["moving", Sprout],
  CLOSING: ["waiting", ClipboardCheck],
  GRADUATED: ["done", Award],
  BROKEN_OFF: ["still", CircleSlash],
  WITHDRAWN: ["still", Undo2],
};

/** How far a mentorship is, and whether somebody entered it for the house. */
export function MentorshipChips({ state, onBehalf }: { state: MentorshipState; onBehalf: boolean }) {
  const w = useWords(mentorshipsWords);
  const [tone, icon] = LOOK[state];
  return (
    <>
      <Chip tone={tone} icon={icon}>
        {w.state[state]}
      </Chip>
      {onBehalf && (
        <Chip icon={PenLine} title={w.onBehalfHint}>
          {w.onBehalf}
        </Chip>
      )}
    </>
  );
}
