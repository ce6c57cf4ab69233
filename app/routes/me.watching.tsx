import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Bell } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { DiagnosisChip } from "#app/components/diagnosis/diagnosis-chip.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Pager } from "#app/components/lists/pager.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { oneOf, uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { stopWatching } from "#app/modules/discussion/queries-watched.server.ts";
import { loadWatchedPage } from "#app/modules/solving/diagnosis/queries-watched.server.ts";
import { commonWords } from "#app/words/common.ts";
import { discussionWords } from "#app/words/discussion.ts";

export const meta = pageTitle(discussionWords, (w) => w.watchedTitle);

export const loader = async ({ request }: LoaderFunctionArgs) =>
  loadWatchedPage(await requireActor(request), new URL(request.url).searchParams.get("after"));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readForm(request);
  const kind = oneOf(String(form.get("kind") ?? ""), ["problem", "diagnosis"]);
  if (!kind) throw new DomainError("bad_request");
  await stopWatching(actor, { kind, id: uuidField(form.get("id")) });
  return redirectWithToast(request, paths.watched(), words(discussionWords, actor.locale).unwatchDone);
}

export default function Watching() {
  const w = useWords(discussionWords);
  const c = useWords(commonWords);
  const { watched, after } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.watchedTitle} lead={<p>{w.watchedLead}</p>} back={{ to: paths.me(), label: c.me }} />
      {watched.length === 0 ? (
        <EmptyState icon={Bell} title={w.watchedNone}>
          {w.watchedNoneHint}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {watched.map(({ kind, id, since, room, problem }) => (
            <li key={`${kind}${id}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
              <div className="min-w-0 grow basis-64">
                {problem ? (
                  <>
                    <Link
                      to={kind === "diagnosis" ? paths.diagnosis(problem.id, id) : paths.problem(problem.id)}
                      className="link font-medium break-words"
                    >
                      {kind === "diagnosis" ? `${w.watchedRoom} · ${problem.title}` : problem.title}
                    </Link>
                    <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
                      <span className="tabular-nums">{problem.number}</span>
                      {room ? (
                        <DiagnosisChip {...room} />
                      ) : (
                        <StateChip state={problem.state} partial={problem.partial} />
                      )}
                    </p>
                  </>
                ) : (
                  <p className="text-muted">{w.watchedClosed}</p>
                )}
                <p className="text-sm text-muted">
                  {w.since} <Day at={since} />
                </p>
              </div>
              <Form method="post">
                <input type="hidden" name="kind" value={kind} />
                <input type="hidden" name="id" value={id} />
                <Button variant="secondary" size="small" aria-label={`${w.unwatch} ${problem?.title ?? ""}`}>
                  {w.unwatch}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Pager after={after} />
    </>
  );
}
