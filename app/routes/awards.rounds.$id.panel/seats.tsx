import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Star } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { StepForm } from "#app/components/actions/step-form.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { panelWords } from "#app/words/panel.ts";
import type { Page } from "./route.tsx";

type Seat = Page["seats"][number];
const stateOf = (seat: Seat) =>
  seat.declinedAt
    ? ("DECLINED" as const)
    : seat.acceptedAt
      ? ("TAKEN" as const)
      : seat.personId
        ? ("WAITING" as const)
        : ("INVITED" as const);
const TONES = { TAKEN: "done", DECLINED: "urgent", WAITING: "waiting", INVITED: "waiting" } as const;

/** Who sits, in order, with their answers and how often they stand back. */
export function Seats({ page }: { page: Page }) {
  const w = useWords(panelWords);
  if (page.seats.length === 0) return <EmptyState title={w.none}>{w.noneLead}</EmptyState>;
  const draft = page.state === "DRAFT";
  const mayInvite = ["DRAFT", "OPEN", "REVIEW"].includes(page.state);
  return (
    <DataTable
      caption={w.seatCaption}
      rows={page.seats}
      rowKey={(seat) => seat.id}
      columns={[
        {
          key: "name",
          label: w.name,
          cell: (seat) => (
            <>
              <span className="text-muted tabular-nums">{seat.position}.</span> {seat.name}
            </>
          ),
        },
        { key: "unit", label: w.unit, cell: (seat) => seat.unit || "—" },
        {
          key: "part",
          label: w.partLabel,
          cell: (seat) => (
            <span className="flex flex-wrap gap-1.5">
              <StatusChip tone={seat.chair ? "moving" : "still"} icon={seat.chair ? Star : undefined}>
                {seat.chair ? w.chair : seat.substitute ? w.substitute : w.member}
              </StatusChip>
              {seat.outside && <StatusChip>{w.outside}</StatusChip>}
            </span>
          ),
        },
        {
          key: "state",
          label: w.stateLabel,
          mark: true,
          cell: (seat) => <StatusChip tone={TONES[stateOf(seat)]}>{w.state[stateOf(seat)]}</StatusChip>,
        },
        {
          key: "back",
          label: w.standsBack,
          numeric: true,
          cell: (seat) => (seat.standsBack > 0 ? w.standsBackOf(seat.standsBack) : "—"),
        },
        ...(mayInvite
          ? [
              {
                key: "do",
                label: w.action,
                screenOnly: true,
                cell: (seat: Seat) => (
                  <div className="flex flex-wrap gap-2">
                    {seat.outside && !seat.personId && (
                      <StepForm intent="again" about={{ seatId: seat.id }}>
                        <Button variant="quiet" size="small">
                          {w.again}
                        </Button>
                      </StepForm>
                    )}
                    {draft && (
                      <StepForm intent="remove" about={{ seatId: seat.id }}>
                        <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
                      </StepForm>
                    )}
                  </div>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** People of the platform, found by name; each found one with a form of its own, so that it works without script. */
export function FindJudge({ page }: { page: Page }) {
  const w = useWords(panelWords);
  return (
    <Section title={w.find}>
      <Form method="get" className="flex max-w-form items-end gap-3">
        <div className="grow">
          <TextInput name="q" id="q" label={w.findLabel} type="search" defaultValue={page.wanted} />
        </div>
        <Button variant="secondary">{w.findButton}</Button>
      </Form>
      {page.wanted !== "" && page.people.length === 0 && <p className="mt-4 text-muted">{w.foundNone}</p>}
      {page.people.length > 0 && (
        <ul aria-label={w.found} className="mt-4 max-w-reading divide-y divide-line border-y border-line">
          {page.people.map((person) => (
            <li key={person.id} className="py-3">
              <Form method="post" className="flex flex-wrap items-center gap-x-5 gap-y-2">
                <input type="hidden" name="intent" value="seat" />
                <input type="hidden" name="personId" value={person.id} />
                <span className="min-w-40 grow">
                  <span className="block font-medium">{person.name}</span>
                  <span className="block text-sm text-muted">{person.units.join(w.comma)}</span>
                </span>
                <label className="inline-flex min-h-12 items-center gap-2">
                  <input type="checkbox" name="chair" className="size-5 accent-(--primary-fill)" /> {w.asChair}
                </label>
                <label className="inline-flex min-h-12 items-center gap-2">
                  <input type="checkbox" name="substitute" className="size-5 accent-(--primary-fill)" />{" "}
                  {w.asSubstitute}
                </label>
                <Button variant="secondary">
                  {w.add}
                  <span className="sr-only">{person.name}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Somebody from outside, by a link. */
export function InviteJudge() {
  const w = useWords(panelWords);
  const result = useResult("invite");
  const [form, fields] = useForm<Record<string, string>>({ id: "invite", lastResult: result });
  return (
    <div className="mt-8">
      <FoldedSection title={w.invite} hint={w.inviteHint} open={result !== undefined}>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <input type="hidden" name="intent" value="invite" />
          <TextInput field={fields.name} label={w.name} autoComplete="off" required />
          <TextInput field={fields.unit} label={w.unit} autoComplete="off" required />
          <TextInput field={fields.contact} label={w.contact} autoComplete="off" spellCheck={false} required />
          <Checkbox field={fields.chair} label={w.asChair} />
          <Checkbox field={fields.substitute} label={w.asSubstitute} />
          <Button loading={useSending("invite")}>{w.inviteButton}</Button>
        </Form>
      </FoldedSection>
    </div>
  );
}
