import { Form, Link } from "@remix-run/react";
import { CircleCheckBig, Hand } from "lucide-react";
import { formatNumber, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import type { ProblemStateName, SeverityName } from "#app/words/states.ts";
import { Button } from "../actions/button.tsx";
import { buttonLook } from "../actions/button-look.ts";
import { SeverityTag } from "../facts/severity-tag.tsx";
import { StateChip } from "../facts/state-chip.tsx";
import { TimeAgo } from "../facts/time.tsx";
import { inputLook } from "../form/field-props.ts";
import { TakeBack } from "./confirmations.tsx";

export type MachineProblemRow = {
  id: string;
  number: string;
  title: string;
  phenomenon: string;
  state: ProblemStateName;
  partial: boolean;
  severity: SeverityName;
  createdAt: Moment;
  otherMachine: string | null;
  own: boolean;
  confirmed: boolean;
  confirmations: number;
  downtimeHours: number | null;
};

type MachineProblemsProps = { rows: MachineProblemRow[] /** The machine's own. */; code: string; confirm: boolean };

/** Problems of a machine; with `confirm`, those of others can be confirmed. */
export function MachineProblems({ rows, code, confirm }: MachineProblemsProps) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id} id={`problem-${row.number}`} className="py-3">
          <MachineProblem row={row} code={code} confirm={confirm} />
        </li>
      ))}
    </ul>
  );
}

function MachineProblem({ row, code, confirm }: { row: MachineProblemRow; code: string; confirm: boolean }) {
  const w = useWords(equipmentWords);
  return (
    <>
      <Link to={paths.problem(row.id)} prefetch="intent" className="link font-medium wrap-anywhere">
        {row.title}
      </Link>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <StateChip state={row.state} partial={row.partial} />
        <SeverityTag severity={row.severity} />
        {row.otherMachine && <span>{w.card.onMachine(row.otherMachine)}</span>}
        <TimeAgo at={row.createdAt} />
      </p>
      {row.phenomenon && <p className="mt-1 line-clamp-2 text-dense text-muted">{row.phenomenon}</p>}
      {row.confirmations > 0 && (
        <p className="mt-1 text-dense">
          {w.card.also(row.confirmations)}
          {row.downtimeHours !== null && ` · ${w.card.hours(formatNumber(row.downtimeHours, 2))}`}
        </p>
      )}
      {confirm && <MeToo row={row} code={code} />}
    </>
  );
}

/** "Mine has it too": two presses, with room for what it costs. Needs no script. */
function MeToo({ row, code }: { row: MachineProblemRow; code: string }) {
  const w = useWords(equipmentWords);
  if (row.own || row.confirmed)
    return (
      <div className="mt-2 flex flex-wrap items-center gap-x-4">
        <p className="inline-flex items-center gap-1.5 text-dense text-done">
          <CircleCheckBig aria-hidden className="size-4" />
          {row.own ? w.card.yours : w.card.youConfirmed}
        </p>
        {row.confirmed && <TakeBack problemId={row.id} machine={code} />}
      </div>
    );
  const id = `me-too-${row.id}`;
  return (
    <Form method="post" preventScrollReset className="mt-2">
      <input type="hidden" name="problemId" value={row.id} />
      <details className="group/confirm">
        <summary className={buttonLook("secondary", "medium")}>
          <Hand aria-hidden className="size-[1.2em] shrink-0" />
          {w.card.meToo}
        </summary>
        <div className="mt-2 max-w-form space-y-3 rounded-md border border-line bg-sunken p-4">
          <p className="text-dense">{w.card.meTooQuestion}</p>
          <label htmlFor={`${id}-hours`} className="block">
            <span className="mb-1 block font-medium">{w.card.downtime}</span>
            <input id={`${id}-hours`} name="downtimeHours" inputMode="decimal" className={inputLook} />
          </label>
          <label htmlFor={`${id}-since`} className="block">
            <span className="mb-1 block font-medium">{w.card.since}</span>
            <input
              id={`${id}-since`}
              name="since"
              maxLength={200}
              placeholder={w.card.sinceHint}
              className={inputLook}
            />
          </label>
          <label htmlFor={`${id}-note`} className="block">
            <span className="mb-1 block font-medium">{w.card.note}</span>
            <input id={`${id}-note`} name="note" maxLength={200} placeholder={w.card.noteHint} className={inputLook} />
          </label>
          <Button wide>{w.card.confirm}</Button>
        </div>
      </details>
    </Form>
  );
}
