import { BadgeCheck, Ban, CircleX, FilePen, Gavel, Hourglass, Megaphone, SearchCheck, Undo2 } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ApplicationState } from "#app/modules/awards/lifecycle.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

const LOOK: Record<ApplicationState, [Tone, Icon]> = {
  DRAFT: ["moving", FilePen],
  SUBMITTED: ["waiting", Hourglass],
  RECOMMENDED: ["waiting", SearchCheck],
  ADMITTED: ["moving", Gavel],
  PROPOSED: ["moving", Megaphone],
  AWARDED: ["done", BadgeCheck],
  NOT_AWARDED: ["still", CircleX],
  REJECTED: ["urgent", CircleX],
  WITHDRAWN: ["still", Undo2],
  EXCLUDED: ["urgent", Ban],
  REVOKED: ["urgent", Ban],
};

/** Where an application stands. */
export function ApplicationChip({ state }: { state: ApplicationState }) {
  const w = useWords(applicationsWords);
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.state[state]}
    </Chip>
  );
}
