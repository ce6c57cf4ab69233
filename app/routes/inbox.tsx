import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { BellRing, ChevronDown, Inbox as InboxIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadInbox, openNotice, readAllNotices } from "#app/modules/notifications/inbox.server.ts";
import { noticeSubject } from "#app/modules/notifications/subjects.server.ts";
import { noticesWords, type NoticeType } from "#app/words/notices.ts";

export const meta = pageTitle(noticesWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  return loadInbox(actor, { after: query.get("after"), unread: query.get("show") === "unread" });
}

/** Where on the problem's page a message leads. */
const HASH: Record<string, string> = {
  "problem.commented": "comments",
  "problem.mentioned": "comments",
  "problem.joint-diagnosis": "diagnoses",
  "problem.diagnosis-invited": "diagnoses",
  "problem.diagnosis-answered": "diagnoses",
  "problem.diagnosis-times": "diagnoses",
  "problem.diagnosis-fixed": "diagnoses",
  "problem.diagnosis-cancelled": "diagnoses",
  "problem.diagnosis-opinion": "diagnoses",
  "problem.diagnosis-commented": "diagnoses",
  "problem.solution-submitted": "solution",
};

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readForm(request);
  switch (intentOf(form)) {
    case "open": {
      const { type, subjectKind, subjectId, payload } = await openNotice(actor, uuidField(form.get("id")));
      const elsewhere =
        type === "problem.thanked"
          ? paths.problemAction(subjectId, "thanks")
          : subjectKind === "problem"
            ? paths.problem(subjectId, HASH[type])
            : noticeSubject(subjectKind)?.path(subjectId, payload);
      return redirect(elsewhere ?? paths.inbox());
    }
    case "read-all":
      await readAllNotices(actor);
      return redirectWithToast(request, paths.inbox(), words(noticesWords, actor.locale).allRead);
    default:
      throw new DomainError("bad_request");
  }
}

export default function Inbox() {
  const w = useWords(noticesWords);
  const { matters, unread, onlyUnread, after } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={<p>{w.unread(unread)}</p>}
        actions={
          <>
            {unread > 0 && (
              <Form method="post">
                <input type="hidden" name="intent" value="read-all" />
                <Button variant="secondary" size="small">
                  {w.readAll}
                </Button>
              </Form>
            )}
            <LinkButton to={paths.myNotices()} variant="quiet" size="small" icon={BellRing}>
              {w.settings}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={w.title}
        tabs={[
          { to: paths.inbox(), label: w.all, current: !onlyUnread },
          { to: `${paths.inbox()}?show=unread`, label: w.onlyUnread, count: unread, current: onlyUnread },
        ]}
      />
      {matters.length === 0 ? (
        <EmptyState icon={InboxIcon} title={onlyUnread ? w.emptyUnread : w.empty}>
          {w.emptyLead}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {matters.map((matter) => (
            <li key={matter.id}>
              <Matter matter={matter} />
            </li>
          ))}
        </ul>
      )}
      <Pager after={after} />
    </>
  );
}

type Matter = Awaited<ReturnType<typeof loadInbox>>["matters"][number];
type Line = Matter["earlier"][number];

/** One matter with its latest message; opening it marks all of the matter as read. */
function Matter({ matter }: { matter: Matter }) {
  const w = useWords(noticesWords);
  const about = matter.problem?.title ?? matter.other?.title;
  const opens = about !== undefined;
  const hidden = matter.total - 1 - matter.earlier.length;
  return (
    <>
      <Opening id={matter.id} opens={opens}>
        <span className="flex flex-wrap items-center gap-x-2">
          <span className={matter.read ? "" : "font-semibold"}>{w.line[matter.type as NoticeType] ?? w.other}</span>
          {!matter.read && <Chip tone="moving">{w.isNew}</Chip>}
        </span>
        <span className="block truncate text-muted">{about ?? w.closed}</span>
        <span className="block text-sm text-muted">
          {matter.problem && <span className="tabular-nums">{matter.problem.number} · </span>}
          {matter.other?.mark && <span className="tabular-nums">{matter.other.mark} · </span>}
          <When line={matter} />
        </span>
      </Opening>
      {matter.earlier.length > 0 && (
        <details className="group/more -mt-2 mb-1 px-2">
          <summary className="flex min-h-12 w-fit cursor-pointer items-center gap-1.5 text-sm text-primary md:min-h-9">
            <ChevronDown aria-hidden size={16} className="transition-transform group-open/more:rotate-180" />
            <span className="tabular-nums">{w.more(matter.total - 1)}</span>
            <span className="sr-only">{about}</span>
          </summary>
          <ul className="ml-1 border-l border-line pl-2">
            {matter.earlier.map((line) => (
              <li key={line.id}>
                <Opening id={line.id} opens={opens}>
                  <span className={line.read ? "block" : "block font-semibold"}>
                    {w.line[line.type as NoticeType] ?? w.other}
                  </span>
                  <span className="block text-sm text-muted">
                    <When line={line} />
                  </span>
                </Opening>
              </li>
            ))}
            {hidden > 0 && <li className="px-2 py-2 text-sm text-muted tabular-nums">{w.hidden(hidden)}</li>}
          </ul>
        </details>
      )}
    </>
  );
}

function When({ line }: { line: Line }) {
  const w = useWords(noticesWords);
  return (
    <>
      {line.who && `${line.who} · `}
      {line.count > 0 && <span className="tabular-nums">{w.matches(line.count)} · </span>}
      <TimeAgo at={line.at} />
    </>
  );
}

/** A message that leads to what it is about; only its text where that is closed by now. */
function Opening({ id, opens, children }: { id: string; opens: boolean; children: ReactNode }) {
  const body = <span className="min-w-0 grow space-y-0.5">{children}</span>;
  if (!opens) return <div className="flex px-2 py-3">{body}</div>;
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="open" />
      <input type="hidden" name="id" value={id} />
      <button type="submit" className="flex w-full rounded-md px-2 py-3 text-left hover:bg-hover">
        {body}
      </button>
    </Form>
  );
}
