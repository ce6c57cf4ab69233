import {
  CircleCheckBig,
  CircleSlash,
  ClipboardCheck,
  FlaskConical,
  GitMerge,
  Hammer,
  HandHelping,
  ListFilter,
  Megaphone,
  MessageSquareReply,
  PencilLine,
  ScrollText,
  ShieldCheck,
  Undo2,
  UserCheck,
} from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { type ProblemStateName, statesWords } from "#app/words/states.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<ProblemStateName, [Tone, Icon]> = {
  DRAFT: ["still", PencilLine],
  ENTERPRISE_REVIEW: ["waiting", ShieldCheck],
  TRIAGE: ["waiting", ListFilter],
  PUBLISHED: ["moving", Megaphone],
  CLAIMED: ["waiting", HandHelping],
  ASSIGNED: ["waiting", UserCheck],
  IN_PROGRESS: ["moving", Hammer],
  SOLUTION_SUBMITTED: ["waiting", ScrollText],
  TRIAL_RUN: ["moving", FlaskConical],
  ACCEPTANCE: ["waiting", ClipboardCheck],
  SOLVED: ["done", CircleCheckBig],
  UNSOLVED: ["urgent", CircleSlash],
  WITHDRAWN: ["still", Undo2],
  MERGED: ["still", GitMerge],
  ANSWERED: ["done", MessageSquareReply],
};

type StateChipProps = { state: ProblemStateName; partial?: boolean; label?: string };

/** The state of a problem, always the same mark. Amber waits for somebody, blue moves, green is done, red failed. */
export function StateChip({ state, partial, label }: StateChipProps) {
  const w = useWords(statesWords);
  const [tone, IconMark] = LOOK[state];
  return (
    <Chip tone={tone} icon={IconMark}>
      {label ?? (partial && state === "SOLVED" ? w.solvedPartly : w.state[state])}
    </Chip>
  );
}
