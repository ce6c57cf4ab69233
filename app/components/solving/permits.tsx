import { CircleCheckBig, CircleDashed, CircleX, Clock } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingWords } from "#app/words/solving.ts";
import { Chip } from "../facts/chip.tsx";
import { TimeAgo } from "../facts/time.tsx";
import type { Icon } from "../icon.ts";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import type { PermitData } from "./solving-data.ts";

const LOOK: Record<PermitData["state"] | "MISSING", [Tone, Icon]> = {
  REQUESTED: ["waiting", Clock],
  GRANTED: ["done", CircleCheckBig],
  REFUSED: ["urgent", CircleX],
  WITHDRAWN: ["urgent", CircleX],
  MISSING: ["still", CircleDashed],
};

/** Where one step stands. */
export function PermitChip({ kind, state }: { kind: PermitData["kind"]; state: PermitData["state"] | "MISSING" }) {
  const w = useWords(solvingWords).permits;
  const [tone, icon] = LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {kind === "AGREEMENT" && state === "GRANTED" ? w.signed : w.state[state]}
    </Chip>
  );
}

/** The steps before foreign craftsmen see more or come on site, and who decides. */
export function Permits({ permits }: { permits: PermitData[] }) {
  const w = useWords(solvingWords).permits;
  if (permits.length === 0) return null;
  return (
    <Section title={w.section}>
      <ul className="divide-y divide-line border-y border-line text-dense">
        {permits.map((permit) => (
          <li key={permit.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="font-medium">{w.kind[permit.kind]}</span>
            {permit.studio && <span>{permit.studio}</span>}
            <PermitChip kind={permit.kind} state={permit.state} />
            <span className="text-sm text-muted">
              {permit.kind !== "AGREEMENT" && <>{w.by(permit.decider ?? w.poster)} · </>}
              <TimeAgo at={permit.at} />
            </span>
            {permit.note && <span className="prose-plain w-full max-w-reading text-muted">{permit.note}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
