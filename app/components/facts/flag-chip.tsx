import { CircleCheckBig, CircleSlash, Flag } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { FlagKind, FlagState } from "#app/modules/awards/flags/rules.ts";
import { flagsWords } from "#app/words/flags.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<FlagState, [Tone, Icon]> = {
  OPEN: ["urgent", Flag],
  CLEARED: ["done", CircleCheckBig],
  LAPSED: ["still", CircleSlash],
};

/** Whether a flag still holds something up. */
export function FlagStateChip({ state }: { state: FlagState }) {
  const w = useWords(flagsWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}

/** An open flag on an application or an achievement. */
export function FlagChip({ kind }: { kind: FlagKind }) {
  const w = useWords(flagsWords);
  return (
    <Chip tone="urgent" icon={Flag} title={w.means[kind]}>
      {w.chip(w.kind[kind])}
    </Chip>
  );
}
