import { CircleCheckBig, CircleDashed, CircleX, Hourglass } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { AdoptionState } from "#app/modules/knowledge/replication/rules.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";
import { Chip } from "./chip.tsx";

const LOOK: Record<AdoptionState, [Tone, Icon]> = {
  TAKEN: ["moving", CircleDashed],
  MEASURED: ["waiting", Hourglass],
  ACCEPTED: ["done", CircleCheckBig],
  DROPPED: ["still", CircleX],
};

/** Where an adoption stands, with what it may be marked as. */
export function AdoptionChips(props: { state: AdoptionState; internal: boolean; affiliate: boolean; own?: boolean }) {
  const w = useWords(adoptionWords);
  const [tone, icon] = LOOK[props.state];
  return (
    <>
      <Chip tone={tone} icon={icon}>
        {w.state[props.state]}
      </Chip>
      {props.own && <Chip>{w.own}</Chip>}
      {props.internal && <Chip>{w.internal}</Chip>}
      {props.affiliate && <Chip>{w.affiliate}</Chip>}
    </>
  );
}
