import { BadgeCheck, OctagonAlert, Sparkles, TrafficCone, TrendingDown } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { type SeverityName, statesWords } from "#app/words/states.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<SeverityName, [Tone, Icon]> = {
  LINE_DOWN: ["urgent", OctagonAlert],
  SAFETY: ["urgent", TrafficCone],
  DEGRADED: ["waiting", TrendingDown],
  QUALITY: ["waiting", BadgeCheck],
  IMPROVEMENT: ["still", Sparkles],
};

/** How bad a problem is; the two urgent ones are red. */
export function SeverityTag({ severity, label }: { severity: SeverityName; label?: string }) {
  const w = useWords(statesWords);
  const [tone, IconMark] = LOOK[severity];
  return (
    <Chip tone={tone} icon={IconMark}>
      {label ?? w.severity[severity]}
    </Chip>
  );
}
