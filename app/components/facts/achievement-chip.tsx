import { BadgeCheck, FilePen, Hourglass, Undo2 } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { AchievementState } from "#app/modules/achievements/achievement/lifecycle.ts";
import { achievementWords } from "#app/words/achievement.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<AchievementState, [Tone, Icon]> = {
  DRAFT: ["moving", FilePen],
  SUBMITTED: ["waiting", Hourglass],
  REGISTERED: ["done", BadgeCheck],
  WITHDRAWN: ["still", Undo2],
};

/** Where an achievement stands. */
export function AchievementChip({ state }: { state: AchievementState }) {
  const w = useWords(achievementWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}
