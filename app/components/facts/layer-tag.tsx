import { Eye, Lock, Users } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { type LayerName, statesWords } from "#app/words/states.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<LayerName, [Tone, Icon]> = {
  SUMMARY: ["still", Eye],
  DETAIL: ["moving", Users],
  CONFIDENTIAL: ["waiting", Lock],
};

/** Which layer of disclosure a text belongs to; who reads it is said on hover. */
export function LayerTag({ layer }: { layer: LayerName }) {
  const w = useWords(statesWords);
  const [tone, IconMark] = LOOK[layer];
  return (
    <Chip tone={tone} icon={IconMark} title={w.layerHint[layer]}>
      {w.layer[layer]}
    </Chip>
  );
}
