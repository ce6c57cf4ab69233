import { AlarmClock, Award, BadgeCheck, CircleDashed, CircleX, Hourglass, ScanSearch, Wrench } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { StudioState } from "#app/modules/studios/lifecycle.ts";
import type { Nearness } from "#app/modules/studios/rules.ts";
import { studiosWords } from "#app/words/studios.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

const LOOK: Record<StudioState, [Tone, Icon]> = {
  NONE: ["still", CircleDashed],
  DESIGNATED: ["moving", Award],
  UNDER_REVIEW: ["waiting", Hourglass],
  CONFIRMED: ["done", BadgeCheck],
  RECTIFICATION: ["urgent", Wrench],
  REEXAMINATION: ["waiting", ScanSearch],
  REVOKED: ["still", CircleX],
};

/** Where a studio stands with the union. */
export function StudioChip({ state }: { state: StudioState }) {
  const w = useWords(studiosWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}

/** A date with how near it is; far ahead it is only the date. */
export function DueDay({ day, near }: { day: string | null; near: Nearness | null }) {
  const w = useWords(studiosWords);
  if (!day) return <span className="text-muted">{w.noDate}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 tabular-nums">
      <time dateTime={day} className="whitespace-nowrap">
        {day}
      </time>
      {near && near !== "later" && (
        <Chip tone={near === "late" ? "urgent" : "waiting"} icon={AlarmClock}>
          {w.due[near]}
        </Chip>
      )}
    </span>
  );
}
