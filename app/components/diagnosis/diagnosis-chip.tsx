import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Chip } from "../facts/chip.tsx";
import type { RoomData } from "./room-data.ts";

const TONE = { CONVENED: "waiting", FIXED: "moving", RECORDED: "done", CANCELLED: "still" } as const;

/** Where a joint diagnosis stands; one whose time is over waits for its outcome. */
export function DiagnosisChip({ state, over }: Pick<RoomData, "state" | "over">) {
  const w = useWords(diagnosisWords);
  return <Chip tone={over ? "waiting" : TONE[state]}>{over ? w.stateOver : w.state[state]}</Chip>;
}
