import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Discussion } from "#app/components/discussion/discussion.tsx";
import { CopyLink } from "#app/components/actions/copy-link.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { Confirmations } from "#app/components/equipment/confirmations.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Photos } from "#app/components/facts/photos.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { WithAside } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { KeepCopy } from "#app/components/outbox/keep-copy.tsx";
import { SolvingActions, useSolvingLabel } from "#app/components/solving/solving-actions.tsx";
import { SolvingSections } from "#app/components/solving/solving-sections.tsx";
import { Recordings } from "#app/components/voice/recordings.tsx";
import { isPrefetch } from "#app/lib/http/is-prefetch.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { isGuestOnly } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadDiscussion } from "#app/modules/discussion/queries.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { isTerminal, type Relation } from "#app/modules/problems/lifecycle.ts";
import { loadImportOrigin } from "#app/modules/ledgers/queries-origin.server.ts";
import { readNoticesOf } from "#app/modules/notifications/inbox.server.ts";
import { availableActions } from "#app/modules/problems/policy.ts";
import { openProblemPage } from "#app/modules/problems/queries-problem.server.ts";
import { recordingsOf } from "#app/modules/problems/queries-recordings.server.ts";
import { timelineOf } from "#app/modules/problems/queries-timeline.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { loadAround } from "#app/modules/solving/queries-around.server.ts";
import { commonWords } from "#app/words/common.ts";
import { problemPageWords } from "#app/words/problem-page.ts";
import { actionPath, Actions } from "./actions.tsx";
import { Facts, People } from "./facts.tsx";
import { Files } from "./files.tsx";
import { Happened } from "./happened.tsx";
import type { Problem } from "./loaded.ts";
import { Notices } from "./notices.tsx";
import { Origin } from "./origin.tsx";
import { Story } from "./story.tsx";

export const meta = pageTitle(
  problemPageWords,
  (_w, data: { problem: { fields: { title: string | null }; number: string } }) =>
    data.problem.fields.title || data.problem.number,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const { problem: opened, proposals, enterpriseId, discussion: known } = await openProblemPage(actor, id);
  const { relations, ...problem } = opened;
  const standing = new Set<Relation>(relations);
  const names = loadAround(actor, id);
  const [around, timeline, solving, discussion, recordings, imported] = await Promise.all([
    names,
    timelineOf(actor, id, problem.access, { enterpriseId, names }),
    loadSolving(actor, id, problem.access, standing, names),
    loadDiscussion(actor, problemDiscussion, id, {
      ...known,
      names,
      watching: names.then((one) => one.watching),
      draft: names.then((one) => one.draft),
    }),
    problem.files.some((file) => file.kind === "AUDIO") ? recordingsOf(id, problem.access) : [],
    problem.imported ? loadImportOrigin(actor, id, names) : null,
  ]);
  if (around.unread && !isPrefetch(request)) await readNoticesOf(actor, id);
  const asked = proposals.find((one) => one.mayAnswer);
  const actions = availableActions({
    state: problem.state,
    relations: standing,
    released: problem.released,
    asked: asked !== undefined,
    thanks:
      problem.state === "SOLVED" &&
      problem.internal === false &&
      (standing.has("REVIEWER") || standing.has("SECRETARIAT")),
  });
  const url = (runtimeFacts().publicUrl ?? new URL(request.url).origin) + paths.problem(id);
  return {
    problem,
    timeline,
    solving,
    discussion,
    recordings,
    asked: asked ?? null,
    actions,
    imported,
    guest: isGuestOnly(actor),
    url,
    code: qrPath(url),
  };
}

/** Whose move it is, in words. */
function useBall(problem: Problem): string {
  const w = useWords(problemPageWords);
  const text = w.ball[problem.state];
  return typeof text === "string" ? text : text(problem.enterprise?.name ?? w.posterEnterprise);
}

export default function ProblemPage() {
  const w = useWords(problemPageWords);
  const c = useWords(commonWords);
  const { problem, timeline, solving, discussion, recordings, asked, actions, imported, guest, url, code } =
    useLoaderData<typeof loader>();
  const ball = useBall(problem);
  const solvingLabel = useSolvingLabel();
  const main = actions.find((one) => one.main);
  const mainStep = solving.actions.find((one) => one.main);
  const thumb = main
    ? { to: actionPath(problem.id, main.name), label: w.action[main.name] }
    : mainStep && { to: paths.problemAction(problem.id, mainStep.name), label: solvingLabel(mainStep) };
  return (
    <>
      <PrintHeader url={url} code={code} owner={problem.enterprise?.name} />
      <PageHeader
        title={problem.fields.title || problem.number}
        back={guest ? { to: paths.guest(), label: c.today } : { to: paths.problems(), label: c.problems }}
        marks={
          <>
            <StateChip state={problem.state} partial={problem.partial} />
            <SeverityTag severity={problem.fields.severity ?? "DEGRADED"} />
            <span className="text-sm text-muted tabular-nums">{problem.number}</span>
          </>
        }
        lead={
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{ball}</span>
            {!isTerminal(problem.state) && (
              <DueTime dueAt={problem.dueAt} minutesLeft={problem.minutesLeft} timeZone={problem.timeZone} />
            )}
          </p>
        }
        actions={
          <>
            <CopyLink href={paths.problem(problem.id)} />
            <PrintButton />
          </>
        }
      />
      {!guest && <KeepCopy problemId={problem.id} />}
      <Notices problem={problem} asked={asked} />
      <WithAside
        aside={
          <div className="space-y-8">
            <Actions id={problem.id} actions={actions}>
              {solving.actions.length > 0 && <SolvingActions data={solving} />}
            </Actions>
            <People problem={problem} guest={guest} />
          </div>
        }
      >
        <Facts problem={problem} />
        {problem.photos.length > 0 && (
          <Section title={w.photos}>
            <Photos
              photos={problem.photos.map((photo) => ({
                id: photo.id,
                href: paths.file(photo.id),
                thumbnail: paths.file(photo.id, "thumb"),
                caption: photo.fileName,
              }))}
            />
          </Section>
        )}
        <Files problem={problem} />
        <Story problem={problem} />
        <Confirmations
          problemId={problem.id}
          lines={problem.confirmations}
          open={!isTerminal(problem.state) && problem.state !== "DRAFT"}
        />
        <Recordings recordings={recordings} timeZone={problem.timeZone} />
        {imported && <Origin origin={imported} />}
        <SolvingSections data={solving} />
        <Discussion data={discussion} />
        <Section title={w.timeline}>
          <Happened entries={timeline} />
        </Section>
      </WithAside>
      {thumb && (
        <div className="lg:hidden">
          <FormActions>
            <LinkButton to={thumb.to} variant="primary" size="large">
              {thumb.label}
            </LinkButton>
          </FormActions>
        </div>
      )}
    </>
  );
}
