import { Check, Clock, UserRoundPlus, X } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { activitiesWords } from "#app/words/activities.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

type Reply = "PENDING" | "COMES" | "DECLINES" | "PROPOSES";
const LOOK: Record<Reply, [Tone, Icon]> = {
  PENDING: ["waiting", Clock],
  COMES: ["done", Check],
  DECLINES: ["still", X],
  PROPOSES: ["moving", UserRoundPlus],
};

/** What somebody answered to an invitation. */
export function ReplyChip({ reply }: { reply: Reply }) {
  const w = useWords(activitiesWords);
  const [tone, icon] = LOOK[reply];
  return (
    <Chip tone={tone} icon={icon}>
      {w.reply[reply]}
    </Chip>
  );
}
