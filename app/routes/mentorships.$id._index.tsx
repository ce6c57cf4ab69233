import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Check, FileDown, Hourglass, Undo2 } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { WithAside } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { MentorshipChips } from "#app/components/people/mentorship-chip.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadMentorship } from "#app/modules/mentorships/queries.server.ts";
import { signMentorshipSchema } from "#app/modules/mentorships/schema.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w, m: { master: string; apprentice: string }) =>
  w.pair(m.master, m.apprentice),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = uuidParam(params.id);
  const page = await loadMentorship(await requireActor(request), id);
  const url = (runtimeFacts().publicUrl ?? new URL(request.url).origin) + paths.mentorship(id);
  return { ...page, url, code: qrPath(url) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, signMentorshipSchema, async ({ textVersion }) => {
    await signMentorship(actor, id, textVersion);
    return redirectWithToast(request, paths.mentorship(id), words(mentorshipsWords, actor.locale).signed);
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
export default function Mentorship() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const main = useMainStep(m);
  return (
    <>
      <PrintHeader url={m.url} code={m.code} owner={m.enterprise} />
      <PageHeader
        title={w.pair(m.master, m.apprentice)}
        marks={<MentorshipChips state={m.state} onBehalf={m.onBehalf} />}
        lead={
          <p className="tabular-nums">
            {m.trade} · {m.startsOn} — {m.endsOn}
          </p>
        }
        back={{ to: paths.mentorships(), label: w.title }}
        actions={<PrintButton />}
      />
      <WithAside aside={<Aside m={m} />}>
        {m.reason && m.state !== "GRADUATED" && (
          <div className="mb-6">
            <Notice kind="warning" title={w.reasonLabel}>
              {m.reason}
            </Notice>
          </div>
        )}
        <Agreement m={m} />
        {m.mySignature && <Sign m={m} />}
        <Notes m={m} />
        <Closing m={m} />
        <History m={m} />
      </WithAside>
      {main && (
        <div className="lg:hidden">
          <FormActions>
            <LinkButton to={main.to} variant="primary" size="large">
              {main.label}
            </LinkButton>
          </FormActions>
        </div>
      )}
    </>
  );
}

/** What waits for the reader, if anything does. */
function useMainStep(m: Page): { to: string; label: string } | null {
  const w = useWords(mentorshipsWords);
  if (m.may.confirm) return { to: paths.mentorshipAction(m.id, "confirm"), label: w.confirm.title };
  const waiting = m.mayAnswer ? m.notes.findLast((note) => note.state === "WRITTEN") : undefined;
  if (waiting) return { to: paths.mentorshipMonth(m.id, waiting.month), label: w.answerMonth(waiting.month) };
  const [month] = m.writable;
  return month ? { to: paths.mentorshipMonth(m.id, month), label: w.write(month) } : null;
}

function Sign({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  const [form] = useForm({ lastResult: useResult() });
  return (
    <div className="no-print my-6">
      <Notice kind="warning" title={w.waits}>
        <p className="mb-3">{w.signLead}</p>
        <Form method="post">
          <ErrorSummary form={form} />
          <input type="hidden" name="textVersion" value={m.textVersion} />
          <Button loading={useSending()}>{w.sign}</Button>
        </Form>
      </Notice>
    </div>
  );
}

function Aside({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  const main = useMainStep(m);
  const signature = (at: Date | string | null) =>
    at ? <span className="whitespace-nowrap">{w.signedOn(formatDate(at, m.timeZone))}</span> : w.notSigned;
  return (
    <div className="space-y-8">
      <div className="no-print flex flex-wrap gap-2 xl:flex-col xl:items-stretch">
        {main && (
          <LinkButton to={main.to} variant="primary">
            {main.label}
          </LinkButton>
        )}
        {(m.may.summarise || m.may["hand-in"]) && (
          <LinkButton to={paths.mentorshipAction(m.id, "close")} size="small">
            {w.closeAction}
          </LinkButton>
        )}
        {m.may.edit && (
          <LinkButton to={paths.mentorshipAction(m.id, "edit")} size="small">
            {w.edit.title}
          </LinkButton>
        )}
        {(m.may["break-off"] || m.may.withdraw) && (
          <LinkButton to={paths.mentorshipAction(m.id, "end")} size="small">
            {m.begun ? w.end.breakOff : w.end.withdraw}
          </LinkButton>
        )}
        {m.full && (
          <>
            <LinkButton
              to={paths.mentorshipWord(m.id, "agreement")}
              size="small"
              icon={FileDown}
              prefetch="none"
              reloadDocument
            >
              {w.wordAgreement}
            </LinkButton>
            <LinkButton
              to={paths.mentorshipWord(m.id, "record")}
              size="small"
              icon={FileDown}
              prefetch="none"
              reloadDocument
            >
              {w.wordRecord}
            </LinkButton>
          </>
        )}
      </div>
      <Section title={w.signatures}>
        <FactsTable
          facts={[
            { label: `${w.fields.master} ${m.master}`, value: signature(m.masterSignedAt) },
            { label: `${w.fields.apprentice} ${m.apprentice}`, value: signature(m.apprenticeSignedAt) },
          ]}
        />
      </Section>
    </div>
  );
}

function Agreement({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  const f = w.fields;
  return (
    <Section title={w.agreement}>
      <FactsTable
        facts={[
          { label: f.place, value: m.place },
          m.enterprise !== m.place && { label: f.enterprise, value: m.enterprise },
          { label: f.gradeBefore, value: w.grade[m.gradeBefore] },
          {
            label: f.goals,
            value: (
              <ol className="list-decimal pl-5">
                {m.goals.map((goal) => (
                  <li key={goal} className="wrap-anywhere">
                    {goal}
                  </li>
                ))}
              </ol>
            ),
          },
          m.terms !== null &&
            m.terms !== "" && { label: f.terms, value: <span className="prose-plain">{m.terms}</span> },
        ]}
      />
    </Section>
  );
}

const NOTE_LOOK = {
  WRITTEN: ["waiting", Hourglass],
  RETURNED: ["urgent", Undo2],
  COUNTERSIGNED: ["done", Check],
} as const;

function NoteChip({ state }: { state: keyof typeof NOTE_LOOK }) {
  const w = useWords(mentorshipsWords);
  const [tone, icon] = NOTE_LOOK[state];
  return (
    <Chip tone={tone} icon={icon}>
      {w.noteState[state]}
    </Chip>
  );
}

function Notes({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  return (
    <Section
      title={w.notes}
      hint={w.notesHint}
      aside={<span className="text-sm text-muted tabular-nums">{w.noteCounts(m.counts.signed)}</span>}
    >
      {m.missing.length > 0 && (
        <p className="mb-2 font-medium text-waiting">{w.missing(m.missing.join(w.listComma))}</p>
      )}
      {!m.full ? (
        <p className="text-muted">{w.closedToYou}</p>
      ) : m.notes.length === 0 ? (
        <p className="text-muted">{w.noNotes}</p>
      ) : (
        <ol className="divide-y divide-line border-y border-line">
          {m.notes.map((note) => (
            <li key={note.month} className="py-4">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium tabular-nums">{note.month}</span>
                <NoteChip state={note.state} />
                {m.mayAnswer && note.state === "WRITTEN" && (
                  <Link to={paths.mentorshipMonth(m.id, note.month)} className="link no-print">
                    {w.toSign}
                  </Link>
                )}
                {m.may["write-note"] && note.state !== "COUNTERSIGNED" && (
                  <Link to={paths.mentorshipMonth(m.id, note.month)} className="link no-print">
                    {w.rewrite}
                  </Link>
                )}
              </p>
              <p className="prose-plain mt-1.5">{note.text}</p>
              {note.answer && (
                <p className="prose-plain mt-1.5 text-muted">
                  {note.state === "RETURNED" ? w.returnedWhy : w.masterWord}: {note.answer}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      {m.writable.length > 1 && (
        <p className="no-print mt-3 flex flex-wrap gap-x-4 gap-y-1">
          {m.writable.slice(1).map((month) => (
            <Link key={month} to={paths.mentorshipMonth(m.id, month)} className="link">
              {w.write(month)}
            </Link>
          ))}
        </p>
      )}
    </Section>
  );
}

function Closing({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  if (!m.summary && !m.assessment && !m.endedAt) return null;
  return (
    <Section title={w.close.title}>
      <FactsTable
        facts={[
          m.summary !== null &&
            m.summary !== "" && { label: w.close.summary, value: <span className="prose-plain">{m.summary}</span> },
          m.assessment !== null &&
            m.assessment !== "" && {
              label: w.close.assessment,
              value: <span className="prose-plain">{m.assessment}</span>,
            },
          m.gradeAfter !== null && { label: w.fields.gradeAfter, value: w.grade[m.gradeAfter] },
          m.endedAt !== null && {
            label: w.state[m.state],
            value: m.confirmedBy
              ? w.confirmedBy(m.confirmedBy, formatDate(m.endedAt, m.timeZone))
              : w.endedOn(formatDate(m.endedAt, m.timeZone)),
          },
        ]}
      />
    </Section>
  );
}

function History({ m }: { m: Page }) {
  const w = useWords(mentorshipsWords);
  return (
    <Section title={w.history}>
      <ol className="space-y-2">
        {m.events.map((event) => (
          <li key={event.id} className="flex flex-wrap gap-x-3">
            <DayTime at={event.at} timeZone={m.timeZone} />
            <span>
              {event.actor && event.type !== "mentorship.began" && <span className="font-medium">{event.actor} </span>}
              {w.event[event.type as keyof typeof w.event] ?? event.type}
              {event.month && <span className="tabular-nums"> {event.month}</span>}
            </span>
            {event.reason && <span className="text-muted wrap-anywhere">{event.reason}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
