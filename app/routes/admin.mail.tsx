import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { notFound } from "#app/lib/errors.ts";
import { formatDateTime, formatNumber } from "#app/lib/format.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadMailState, retryAddress, retryMails } from "#app/modules/notifications/mail-admin.server.ts";
import { mayRunMail } from "#app/modules/notifications/policy.ts";
import { mailAdminWords } from "#app/words/mail-admin.ts";

export const meta = pageTitle(mailAdminWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) => loadMailState(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(mailAdminWords, actor.locale);
  if (!mayRunMail(actor)) throw notFound();
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.adminMail(), text);
  if (intentOf(form) === "mails") return done(w.retried(await retryMails(actor)));
  await retryAddress(actor, uuidField(form.get("personId")));
  return done(w.retriedAddress);
}

export default function MailState() {
  const w = useWords(mailAdminWords);
  const state = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} />
      <Server />
      <div className="mt-6 max-w-form">
        <FactsTable
          facts={[
            { label: w.waiting, value: formatNumber(state.waiting) },
            ...(state.lateSince ? [{ label: w.late, value: <DayTime at={state.lateSince} /> }] : []),
            { label: w.sent, value: formatNumber(state.sent) },
            { label: w.failed, value: formatNumber(state.failed) },
          ]}
        />
      </div>
      <Failures />
      <RefusedAddresses />
    </>
  );
}

function Server() {
  const w = useWords(mailAdminWords);
  const { setUp, trouble } = useLoaderData<typeof loader>();
  if (!setUp) return <Notice>{w.notSetUp}</Notice>;
  if (!trouble) return <Notice kind="success">{w.fine}</Notice>;
  return (
    <Notice kind="warning" title={w.troubleTitle}>
      <p className="wrap-anywhere">{w.trouble(formatDateTime(trouble.since), trouble.reason)}</p>
      <p>{w.troubleHint}</p>
    </Notice>
  );
}

function Failures() {
  const w = useWords(mailAdminWords);
  const { failures } = useLoaderData<typeof loader>();
  const retry = (
    <Form method="post">
      <input type="hidden" name="intent" value="mails" />
      <Button variant="secondary" size="small">
        {w.retryAll}
      </Button>
    </Form>
  );
  return (
    <Section title={w.failures} aside={failures.length > 0 && retry}>
      {failures.length === 0 ? (
        <p className="text-muted">{w.noFailures}</p>
      ) : (
        <DataTable
          caption={w.failures}
          rows={failures}
          rowKey={(row) => row.id}
          columns={[
            { key: "person", label: w.person, cell: (row) => <PersonLink person={row.person} />, narrow: true },
            { key: "when", label: w.when, cell: (row) => <DayTime at={row.createdAt} />, narrow: true },
            { key: "tries", label: w.tries, cell: (row) => row.attempts, numeric: true },
            {
              key: "state",
              label: w.state,
              cell: (row) => (row.state === "FAILED" ? w.stateFailed : w.stateRetry),
              narrow: true,
            },
            { key: "reason", label: w.reason, cell: (row) => <span className="wrap-anywhere">{row.lastError}</span> },
          ]}
        />
      )}
    </Section>
  );
}

function RefusedAddresses() {
  const w = useWords(mailAdminWords);
  const { refused } = useLoaderData<typeof loader>();
  return (
    <Section title={w.refused} hint={w.refusedHint}>
      {refused.length === 0 ? (
        <p className="text-muted">{w.noFailures}</p>
      ) : (
        <DataTable
          caption={w.refused}
          rows={refused}
          rowKey={(row) => row.personId}
          columns={[
            { key: "person", label: w.person, cell: (row) => <PersonLink person={row.person} />, narrow: true },
            { key: "address", label: w.address, cell: (row) => row.address, narrow: true },
            { key: "since", label: w.since, cell: (row) => <DayTime at={row.since} />, narrow: true },
            { key: "reason", label: w.reason, cell: (row) => <span className="wrap-anywhere">{row.reason}</span> },
            {
              key: "retry",
              label: w.retry,
              cell: (row) => (
                <Form method="post">
                  <input type="hidden" name="intent" value="address" />
                  <input type="hidden" name="personId" value={row.personId} />
                  <Button variant="secondary" size="small">
                    {w.retry}
                  </Button>
                </Form>
              ),
              narrow: true,
            },
          ]}
        />
      )}
    </Section>
  );
}

const PersonLink = ({ person }: { person: { id: string; name: string } }) => (
  <Link to={paths.adminPerson(person.id)} className="link">
    {person.name}
  </Link>
);
