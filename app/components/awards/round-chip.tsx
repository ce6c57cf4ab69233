import { BadgeCheck, CircleX, FilePen, Gavel, Megaphone, SearchCheck, Send } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { RoundState } from "#app/modules/awards/lifecycle.ts";
import { awardsWords } from "#app/words/awards.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

const LOOK: Record<RoundState, [Tone, Icon]> = {
  DRAFT: ["still", FilePen],
  OPEN: ["moving", Send],
  REVIEW: ["waiting", SearchCheck],
  PANEL: ["waiting", Gavel],
  NOTICE: ["waiting", Megaphone],
  DECIDED: ["done", BadgeCheck],
  CANCELLED: ["still", CircleX],
};

/** Where an award round stands. */
export function RoundChip({ state }: { state: RoundState }) {
  const w = useWords(awardsWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}
