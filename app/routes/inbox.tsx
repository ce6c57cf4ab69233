import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { BellRing, Inbox as InboxIcon } from "lucide-react";
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
      const { type, subjectKind, subjectId } = await openNotice(actor, uuidField(form.get("id")));
      const elsewhere =
        type === "problem.thanked"
          ? paths.problemAction(subjectId, "thanks")
          : subjectKind === "problem"
            ? paths.problem(subjectId, HASH[type])
            : noticeSubject(subjectKind)?.path(subjectId);
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
  const { notices, unread, onlyUnread, after } = useLoaderData<typeof loader>();
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
      {notices.length === 0 ? (
        <EmptyState icon={InboxIcon} title={onlyUnread ? w.emptyUnread : w.empty}>
          {w.emptyLead}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {notices.map((notice) => (
            <li key={notice.id}>
              <Message notice={notice} />
            </li>
          ))}
        </ul>
      )}
      <Pager after={after} />
    </>
  );
}

type Notice = Awaited<ReturnType<typeof loadInbox>>["notices"][number];

/** One message; opening it marks it as read. */
function Message({ notice }: { notice: Notice }) {
  const w = useWords(noticesWords);
  const line = w.line[notice.type as NoticeType] ?? w.other;
  const about = notice.problem?.title ?? notice.other?.title;
  const body = (
    <span className="min-w-0 grow space-y-0.5">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className={notice.read ? "" : "font-semibold"}>{line}</span>
        {!notice.read && <Chip tone="moving">{w.isNew}</Chip>}
      </span>
      <span className="block truncate text-muted">{about ?? w.closed}</span>
      <span className="block text-sm text-muted">
        {notice.who && `${notice.who} · `}
        {notice.problem && <span className="tabular-nums">{notice.problem.number} · </span>}
        {notice.other?.mark && <span className="tabular-nums">{notice.other.mark} · </span>}
        {notice.count > 0 && <span className="tabular-nums">{w.matches(notice.count)} · </span>}
        <TimeAgo at={notice.at} />
      </span>
    </span>
  );
  if (about === undefined) return <div className="flex px-2 py-3">{body}</div>;
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="open" />
      <input type="hidden" name="id" value={notice.id} />
      <button type="submit" className="flex w-full rounded-md px-2 py-3 text-left hover:bg-hover">
        {body}
      </button>
    </Form>
  );
}
