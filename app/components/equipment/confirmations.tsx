import { Form, Link } from "@remix-run/react";
import type { Moment } from "#app/lib/format.ts";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { Person } from "../facts/person.tsx";
import { TimeAgo } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";

export type ConfirmationLine = {
  id: string;
  person: string | null;
  /** With a code when the reader may open its card. */
  machine: { number: string; code: string | null } | null;
  downtimeHours: number | null;
  since: string;
  note: string;
  at: Moment;
  own: boolean;
};

type ConfirmationsProps = { problemId: string; lines: ConfirmationLine[]; open: boolean };

/** Who has the problem too, on which machine, since when and what it costs; the own line can be taken back. */
export function Confirmations({ problemId, lines, open }: ConfirmationsProps) {
  const w = useWords(equipmentWords);
  if (lines.length === 0) return null;
  const hours = lines.flatMap((line) => line.downtimeHours ?? []);
  return (
    <Section
      id="me-too"
      title={w.also.title}
      aside={
        <p className="text-dense text-muted tabular-nums">
          {w.card.also(lines.length)}
          {hours.length > 0 && ` · ${w.card.hours(formatNumber(sum(hours), 2))}`}
        </p>
      }
    >
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <li key={line.id} className="py-3">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Person name={line.person} />
              {line.machine && <Machine machine={line.machine} />}
              <span className="text-sm text-muted">
                <TimeAgo at={line.at} />
              </span>
            </p>
            {(line.since || line.downtimeHours !== null) && (
              <p className="mt-1 flex flex-wrap gap-x-4 text-dense">
                {line.since && <span className="wrap-anywhere">{w.also.since(line.since)}</span>}
                {line.downtimeHours !== null && (
                  <span className="tabular-nums">{w.also.hours(formatNumber(line.downtimeHours, 2))}</span>
                )}
              </p>
            )}
            {line.note && <p className="mt-1 max-w-reading wrap-anywhere">{line.note}</p>}
            {line.own && open && <TakeBack problemId={problemId} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const sum = (hours: number[]): number => hours.reduce((all, one) => all + one, 0);

function Machine({ machine }: { machine: NonNullable<ConfirmationLine["machine"]> }) {
  const w = useWords(equipmentWords);
  const text = w.card.onMachine(machine.number);
  if (!machine.code) return <span className="wrap-anywhere">{text}</span>;
  return (
    <Link to={paths.machine(machine.code)} prefetch="intent" className="link wrap-anywhere">
      {text}
    </Link>
  );
}

/** The own confirmation is taken back; `machine` is the card it stands on. */
export function TakeBack({ problemId, machine }: { problemId: string; machine?: string }) {
  const w = useWords(equipmentWords);
  return (
    <Form method="post" action={paths.problemAction(problemId, "confirmation")} preventScrollReset className="mt-2">
      {machine && <input type="hidden" name="machine" value={machine} />}
      <ConfirmButton label={w.also.takeBack} question={w.also.takeBackSure} variant="quiet" size="small" />
    </Form>
  );
}
