import { BadgeCheck, CircleX, FilePen, Hourglass, Replace, TrendingUp, Undo2 } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { BenefitState } from "#app/modules/achievements/benefit/rules.ts";
import { benefitWords } from "#app/words/benefit.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<BenefitState, [Tone, Icon]> = {
  FORECAST: ["moving", TrendingUp],
  ACTUAL: ["moving", FilePen],
  SUBMITTED: ["waiting", Hourglass],
  CERTIFIED: ["done", BadgeCheck],
  PARTLY: ["done", BadgeCheck],
  REFUSED: ["urgent", CircleX],
  WITHDRAWN: ["still", Undo2],
  CORRECTED: ["still", Replace],
};

/** Where a benefit stands. */
export function BenefitChip({ state }: { state: BenefitState }) {
  const w = useWords(benefitWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}
