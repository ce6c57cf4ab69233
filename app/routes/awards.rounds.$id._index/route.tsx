import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { useFactText } from "#app/components/awards/fact-text.ts";
import { RoundChip } from "#app/components/awards/round-chip.tsx";
import { RoundMoves } from "#app/components/awards/round-moves.tsx";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { RubricView, useSaid } from "#app/components/awards/rubric-view.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { startApplicationSchema } from "#app/modules/awards/applications/schema.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { copyRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { loadRound } from "#app/modules/awards/rounds/queries.server.ts";
import { cancelRound, closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { cancelRoundSchema, copyRoundSchema, roundStepSchema } from "#app/modules/awards/rounds/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { rubricWords } from "#app/words/award-rubric.ts";
import { awardsWords } from "#app/words/awards.ts";
import { panelWords } from "#app/words/panel.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";
import { roundDateWords } from "#app/words/round-dates.ts";
import { Cancel, Lacks, Step } from "./steps.tsx";

export const meta = pageTitle(awardsWords, (w, page: { name: string }) => `${w.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { ...(await loadRound(actor, uuidParam(params.id))), clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(awardsWords, actor.locale).round;
  const done = (said: string, to = awardPaths.awardRound(id)) => redirectWithToast(request, to, said);
  switch (intentOf(form)) {
    case "open":
      return submitForm(
        request,
        roundStepSchema,
        ({ version }) => openRound(actor, id, version).then(() => done(w.opened)),
        { form },
      );
    case "close":
      return submitForm(
        request,
        roundStepSchema,
        ({ version }) => closeRound(actor, id, version).then(() => done(w.closed)),
        { form },
      );
    case "cancel":
      return submitForm(
        request,
        cancelRoundSchema,
        (input) => cancelRound(actor, id, input).then(() => done(w.cancelled)),
        {
          form,
        },
      );
    case "copy":
      return submitForm(
        request,
        copyRoundSchema,
        ({ clientId }) =>
          copyRound(actor, id, clientId).then((made) => done(w.copied, awardPaths.awardRoundStep(made.id, "edit"))),
        { form },
      );
    case "apply":
      return submitForm(
        request,
        startApplicationSchema,
        (input) =>
          startApplication(actor, { ...input, roundId: id }).then((made) =>
            done(words(applicationsWords, actor.locale).start.done, awardPaths.application(made.id)),
          ),
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Round() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardsWords);
  const r = w.round;
  const g = useWords(rubricWords);
  const a = useWords(applicationsWords);
  const v = useWords(roundDateWords);
  const say = useSaid();
  const text = useFactText();
  const en = useLocale() === "en";
  const total = page.rubric.criteria.reduce((sum, one) => sum + one.max, 0) / 100;
  return (
    <>
      <PageHeader
        title={(en && page.nameEn) || page.name}
        marks={<RoundChip state={page.state} />}
        lead={page.organisation.name}
        back={{ to: awardPaths.awards(), label: w.title }}
        actions={page.organiser && <Links page={page} />}
      />
      {page.organiser && <RoundTabs round={page} />}
      {page.may.open && <Lacks page={page} />}
      {page.state === "OPEN" && <Apply page={page} />}
      {page.counts.length > 0 && (
        <Section
          title={r.applications}
          aside={
            <Link to={awardPaths.awardApplications(page.id)} className="link no-print">
              {r.seeApplications}
            </Link>
          }
        >
          <FactsTable
            facts={page.counts.map((one) => ({ label: a.state[one.state], value: r.applicationsOf(one.count) }))}
          />
        </Section>
      )}
      <Section title={r.rules}>
        <Rules page={page} />
      </Section>
      {page.moved.length > 0 && (
        <Section title={v.moved}>
          <RoundMoves moved={page.moved} timeZone={page.organisation.timeZone} />
        </Section>
      )}
      <Section title={r.rubric} aside={<RubricAside page={page} total={String(total)} />}>
        <RubricView criteria={page.rubric.criteria} caption={r.rubric} />
      </Section>
      <Section title={r.gates}>
        {page.gates.length === 0 ? (
          <p className="text-muted">{r.noGates}</p>
        ) : (
          <ul className="list-disc space-y-1 pl-5">
            {page.gates.map((gate) => (
              <li key={gate.key}>
                {say(gate.text)}{" "}
                <span className="text-sm text-muted">
                  {text.formula(gate.formula)} {gate.at === "LEAST" ? "≥" : "≤"}{" "}
                  {text.threshold(gate.formula, gate.value)}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="mt-2 max-w-reading text-sm text-muted">{g.gates.lead}</p>
      </Section>
      {page.may.close && <Step page={page} intent="close" title={r.close} question={r.closeSure} />}
      {page.may.cancel && <Cancel page={page} />}
    </>
  );
}

/** How many points there are in all; the organiser keeps the rubric for other rounds. */
function RubricAside({ page, total }: { page: Page; total: string }) {
  const w = useWords(awardsWords).round;
  const l = useWords(rubricLibraryWords);
  return (
    <span className="flex flex-wrap gap-x-4">
      {page.organiser && page.rubric.criteria.length > 0 && (
        <Link to={awardPaths.newAwardRubric({ from: `round:${page.id}` })} className="link no-print">
          {l.fromRound}
        </Link>
      )}
      <span className="tabular-nums text-muted">{w.rubricTotal(total)}</span>
    </span>
  );
}

/** The page where the organiser's next step is; a draft is opened, and an open round closed, on this one. */
function useNext({ id, state, panelClosedAt }: Page) {
  const p = useWords(panelWords);
  const n = useWords(awardNoticeWords);
  if (state === "REVIEW") return { to: awardPaths.awardPanel(id), label: p.start };
  if (state === "PANEL" && panelClosedAt) return { to: awardPaths.awardScores(id), label: p.seeScores };
  if (state === "PANEL") return { to: awardPaths.awardPanel(id), label: p.progress };
  if (state === "NOTICE") return { to: awardPaths.awardNotice(id), label: n.notice };
  return null;
}

/** Where the organiser goes on from here. */
function Links({ page }: { page: Page }) {
  const w = useWords(awardsWords);
  const g = useWords(rubricWords);
  const v = useWords(roundDateWords);
  const next = useNext(page);
  return (
    <>
      {next && (
        <LinkButton to={next.to} variant="primary">
          {next.label}
        </LinkButton>
      )}
      {page.may.change && (
        <>
          <LinkButton to={awardPaths.awardRoundStep(page.id, "edit")}>{w.define.title}</LinkButton>
          <LinkButton to={awardPaths.awardRoundStep(page.id, "rubric")}>{g.rubric.title}</LinkButton>
          <LinkButton to={awardPaths.awardRoundStep(page.id, "gates")}>{g.gates.title}</LinkButton>
        </>
      )}
      {page.may.moveDates && <LinkButton to={awardPaths.awardRoundStep(page.id, "dates")}>{v.title}</LinkButton>}
      <Form method="post">
        <input type="hidden" name="intent" value="copy" />
        <input type="hidden" name="clientId" value={page.clientId} />
        <Button variant="secondary">{w.round.copy}</Button>
      </Form>
    </>
  );
}

/** Begins an application with something of one's own. */
function Apply({ page }: { page: Page }) {
  const w = useWords(awardsWords).round;
  const result = useResult("apply");
  const sending = useSending("apply");
  // Who holds the round reads who applied; applying is for others.
  if (page.organiser && page.subjects.length === 0) return null;
  return (
    <Section title={w.apply}>
      {!page.open ? (
        <p className="text-muted">{w.applyClosed}</p>
      ) : page.subjects.length === 0 ? (
        <p className="text-muted">
          {w.applyNone[page.title.subject]}{" "}
          {page.title.subject === "ACHIEVEMENT" && (
            <Link to={paths.achievements()} className="link">
              {w.toAchievements}
            </Link>
          )}
        </p>
      ) : (
        <Form method="post" className="max-w-form space-y-4">
          <ErrorSummary errors={result?.error ?? undefined} labels={{ subject: w.applyWith }} />
          <input type="hidden" name="intent" value="apply" />
          <input type="hidden" name="clientId" value={page.clientId} />
          <input type="hidden" name="roundId" value={page.id} />
          <Select
            name="subject"
            label={w.applyWith}
            options={page.subjects}
            errors={result?.error?.subject ?? undefined}
            required
          />
          <Button size="large" loading={sending}>
            {w.apply}
          </Button>
        </Form>
      )}
    </Section>
  );
}

function Rules({ page }: { page: Page }) {
  const w = useWords(awardsWords);
  const r = w.round;
  const k = useWords(achievementWords).kind;
  const en = useLocale() === "en";
  const { timeZone } = page.organisation;
  const at = (moment: string | Date) => <Day at={moment} timeZone={timeZone} />;
  const given = page.places.filter((one) => one.places > 0);
  return (
    <FactsTable
      columns={2}
      facts={[
        { label: w.awardTitle, value: (en && page.title.nameEn) || page.title.name },
        { label: r.legalBasis, value: page.title.legalBasis },
        { label: w.subjectLabel, value: w.subject[page.title.subject] },
        { label: w.year, value: String(page.year) },
        { label: r.scope, value: page.scope.length > 0 ? page.scope.map((one) => one.name).join("、") : r.everybody },
        page.title.subject === "ACHIEVEMENT" && {
          label: r.kinds,
          value: page.achievementKinds.length > 0 ? page.achievementKinds.map((one) => k[one]).join("、") : r.allKinds,
        },
        {
          label: r.facts,
          value: (
            <span className="tabular-nums">
              {page.factsDays[0]} — {page.factsDays[1]}
            </span>
          ),
        },
        { label: r.opens, value: at(page.opensAt) },
        { label: w.closes, value: at(page.closesAt) },
        { label: r.recommend, value: at(page.recommendUntil) },
        { label: r.review, value: at(page.reviewUntil) },
        { label: r.panelEnds, value: at(page.panelUntil) },
        { label: r.notice, value: r.noticeDays(page.noticeDays) },
        {
          label: r.heads,
          value: `${w.define.headRule[page.headRule]}${page.headRule === "NOT_AMONG" ? ` · ${r.counted(page.countedCompleters)}` : ""}`,
        },
        { label: r.judges, value: r.judgesLeast(page.minJudges) },
        given.length > 0 && {
          label: r.places,
          value: given.map((one) => r.placesOf(one.grade, one.places)).join("、"),
        },
        page.frozenHash !== null && {
          label: r.frozenHash,
          value: <code className="text-sm wrap-anywhere">{page.frozenHash}</code>,
          wide: true,
        },
        page.reason !== "" && { label: r.reason, value: page.reason, wide: true },
      ]}
    />
  );
}
