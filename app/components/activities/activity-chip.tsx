import { CalendarCheck, CalendarClock, CalendarX, CheckCheck, PencilLine } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ActivityKind } from "#app/modules/activities/rules.ts";
import type { ActivityState } from "#app/modules/activities/lifecycle.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

const LOOK: Record<ActivityState, [Tone, Icon]> = {
  DRAFT: ["still", PencilLine],
  PLANNED: ["moving", CalendarClock],
  HELD: ["waiting", CalendarCheck],
  CLOSED: ["done", CheckCheck],
  CANCELLED: ["still", CalendarX],
};

/** How far an activity is. */
export function ActivityChip({ state }: { state: ActivityState }) {
  const w = useWords(activitiesWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}

/** "第 3 次技术协作攻关活动"; without its number while it is a draft. */
export function useActivityLabel(): (activity: { kind: ActivityKind; ordinal: number | null }) => string {
  const w = useWords(activitiesWords);
  return ({ kind, ordinal }) => (ordinal === null ? w.kind[kind] : w.numbered[kind](ordinal));
}
