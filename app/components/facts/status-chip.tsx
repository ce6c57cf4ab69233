import { Check, CircleAlert, CircleDot, Hourglass } from "lucide-react";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip, type ChipProps } from "./chip.tsx";

/** What is no state, such as a level or a part in a panel, has none. */
const USUAL: Record<Tone, Icon | undefined> = {
  urgent: CircleAlert,
  waiting: Hourglass,
  moving: CircleDot,
  done: Check,
  still: undefined,
};

/** A state that has no mark of its own: its tone's. Apart from Chip, so that pages of few bytes load no marks they don't show. */
export function StatusChip({ tone = "still", icon, ...rest }: ChipProps) {
  return <Chip tone={tone} icon={icon ?? USUAL[tone]} {...rest} />;
}
