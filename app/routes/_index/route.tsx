import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CircleCheckBig, Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ActivityTodos } from "#app/components/activities/activity-todos.tsx";
import { DiagnosisTodos } from "#app/components/diagnosis/diagnosis-todos.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Shortcuts } from "#app/components/home/shortcuts.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { MentorshipTodos } from "#app/components/people/mentorship-todos.tsx";
import { FittingProblems } from "#app/components/solving/fitting-problems.tsx";
import { StepTodos } from "#app/components/lists/step-todos.tsx";
import { askTogether } from "#app/lib/ask-together.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { hasRole, isGuestOnly } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { activityTodo } from "#app/modules/activities/queries-home.server.ts";
import { achievementTodo } from "#app/modules/achievements/achievement/queries-home.server.ts";
import { benefitTodo } from "#app/modules/achievements/benefit/queries-home.server.ts";
import { adoptionTodo } from "#app/modules/knowledge/replication/queries-home.server.ts";
import { auditTodo } from "#app/modules/awards/audit/queries-home.server.ts";
import { applicationTodo } from "#app/modules/awards/applications/queries-home.server.ts";
import { flagTodo } from "#app/modules/awards/flags/queries-home.server.ts";
import { countWaitingForRelease } from "#app/modules/ledgers/queries-release.server.ts";
import { mentorshipTodo } from "#app/modules/mentorships/queries-home.server.ts";
import { isUrgent } from "#app/modules/problems/lifecycle.ts";
import { postsFor } from "#app/modules/problems/post-problem.server.ts";
import { homeFigures } from "#app/modules/figures/queries-home.server.ts";
import { loadHome } from "#app/modules/problems/queries-home.server.ts";
import { deadLettersFor } from "#app/modules/operations/queries-jobs.server.ts";
import { panelTodo } from "#app/modules/awards/panel/queries-home.server.ts";
import { diagnosisTodo } from "#app/modules/solving/diagnosis/queries-home.server.ts";
import { problemsForMe } from "#app/modules/solving/for-me/queries.server.ts";
import { studioTodo } from "#app/modules/studios/queries-home.server.ts";
import { commonWords } from "#app/words/common.ts";
import { figuresWords } from "#app/words/figures.ts";
import { homeWords } from "#app/words/home.ts";
import { jobsWords } from "#app/words/jobs.ts";
import { matchingWords } from "#app/words/matching.ts";
import { stepsFrom } from "./steps.ts";

export const meta = pageTitle(homeWords, (w) => w.title);

/** The best fitting problems stand on the home page, the others on a page of their own. */
const MOST_FITTING = 3;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (isGuestOnly(actor)) throw redirect(hasRole(actor, "GUEST") ? paths.guest() : awardPaths.judging());
  const [home, release, forMe, diagnoses, { activities, mentorships, figures, ...todos }] = await Promise.all([
    loadHome(actor),
    countWaitingForRelease(actor),
    problemsForMe(actor, MOST_FITTING),
    diagnosisTodo(actor),
    askTogether({
      activities: activityTodo(actor),
      mentorships: mentorshipTodo(actor),
      adoptions: adoptionTodo(actor),
      benefits: benefitTodo(actor),
      studios: studioTodo(actor),
      achievements: achievementTodo(actor),
      applications: applicationTodo(actor),
      flags: flagTodo(actor),
      audits: auditTodo(actor),
      panels: panelTodo(actor),
      figures: homeFigures(actor),
    }),
  ]);
  const steps = stepsFrom(actor, todos);
  const fits = new Set(forMe.problems.map((one) => one.id));
  return {
    ...home,
    figures,
    activities,
    diagnoses,
    mentorships,
    steps,
    forMe: forMe.problems,
    open: home.open.filter(({ problem }) => !fits.has(problem.id)),
    release,
    dead: await deadLettersFor(actor),
    total: home.total + release.length + activities.length + diagnoses.length + mentorships.length + steps.length,
    name: actor.name,
    mayPost: postsFor(actor).length > 0,
    admin: hasRole(actor, "ADMIN"),
    enters: hasRole(actor, "SECRETARIAT"),
    imports: hasRole(actor, "REVIEWER") || hasRole(actor, "SECRETARIAT"),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Item = Loaded["todo"][number];

/** Where the step is taken: its own small page; a late acceptance may be any of several, so the problem's page. */
const ACT: Partial<Record<Item["reason"], string>> = {
  review: "review",
  triage: "triage",
  draft: "edit",
  "draft-returned": "edit",
  "confirm-answer": "proposal",
  "agree-merge": "proposal",
  "choose-bid": "bids",
  assignment: "assignment",
  permit: "permits",
  "start-trial": "trial",
  "report-trial": "trial",
  accept: "acceptance",
  tackle: "log",
  unclaimed: "assign",
};
const actPath = ({ problem, reason }: Item): string => {
  const step = ACT[reason];
  return step ? paths.problemAction(problem.id, step) : paths.problem(problem.id);
};

export default function Home() {
  const w = useWords(homeWords);
  const m = useWords(matchingWords).forMe;
  const c = useWords(commonWords);
  const data = useLoaderData<typeof loader>();
  const { todo, open, figures, name, total, mayPost } = data;
  return (
    <>
      <PageHeader title={w.greeting(name, total)} />
      {figures && <Figures figures={figures} />}
      {data.dead > 0 && <DeadJobs count={data.dead} />}
      {data.release.length > 0 && <Releases places={data.release} />}
      <DiagnosisTodos todos={data.diagnoses} />
      <ActivityTodos todos={data.activities} />
      <MentorshipTodos todos={data.mentorships} />
      <StepTodos todos={data.steps} />
      {todo.length > 0 ? (
        <Section
          title={w.todo}
          aside={
            <Link to={paths.problems({ tab: "waiting" })} className="link text-sm">
              {w.allWaiting}
            </Link>
          }
        >
          <Items items={todo} />
        </Section>
      ) : (
        !figures &&
        !data.admin &&
        data.activities.length === 0 &&
        data.mentorships.length === 0 &&
        data.steps.length === 0 &&
        data.diagnoses.length === 0 &&
        data.release.length === 0 && (
          <EmptyState
            icon={CircleCheckBig}
            title={w.nothing}
            actions={
              mayPost && (
                <LinkButton to={paths.newProblem()} variant="primary" icon={Plus}>
                  {c.postProblem}
                </LinkButton>
              )
            }
          >
            {mayPost ? w.nothingEngineer : w.nothingOther}
          </EmptyState>
        )
      )}
      {data.forMe.length > 0 && (
        <Section
          title={m.section}
          aside={
            <Link to={paths.problemsForMe()} className="link text-sm">
              {m.all}
            </Link>
          }
        >
          <FittingProblems problems={data.forMe} />
        </Section>
      )}
      {open.length > 0 && (
        <Section
          title={w.open}
          aside={
            <Link to={paths.problems({ tab: "open" })} className="link text-sm">
              {w.allOpen}
            </Link>
          }
        >
          <Items items={open} />
        </Section>
      )}
      {(data.admin || data.imports) && <Shortcuts admin={data.admin} imports={data.imports} enters={data.enters} />}
    </>
  );
}

/** Background work that was given up; administrators only. */
function DeadJobs({ count }: { count: number }) {
  const w = useWords(jobsWords);
  return (
    <div className="mb-8">
      <Notice
        kind="error"
        title={w.alarm(count)}
        actions={<LinkButton to={paths.adminJobs()}>{w.alarmLook}</LinkButton>}
      />
    </div>
  );
}

/** Imported rows whose secrecy review is the actor's, by enterprise. */
function Releases({ places }: { places: Loaded["release"] }) {
  const w = useWords(homeWords);
  return (
    <ul className="mb-8 divide-y divide-line border-y border-line">
      {places.map(({ enterpriseId, name, count }) => (
        <li key={enterpriseId} className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
          <div className="min-w-0 grow">
            <p className="font-medium">{w.release(count)}</p>
            <p className="mt-1 text-sm text-muted">
              <Organisation name={name} />
            </p>
          </div>
          <LinkButton to={`${paths.releaseImported()}?enterprise=${enterpriseId}`} variant="primary">
            {w.toRelease}
            <span className="sr-only">{name}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}

function Items({ items }: { items: Item[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {items.map((item) => (
        <Row key={`${item.problem.id}${item.reason}`} item={item} />
      ))}
    </ul>
  );
}

/** Why it waits, what it is, how long there is, and the step beside it. */
function Row({ item }: { item: Item }) {
  const w = useWords(homeWords);
  const { problem, reason } = item;
  const urgent = isUrgent(problem.severity);
  return (
    <li className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
      <div className="min-w-0 grow">
        <p className="mb-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
          {reason !== "open" && (
            <span className={urgent ? "font-semibold text-urgent" : "font-semibold"}>{w.reason[reason]}</span>
          )}
          {urgent && <SeverityTag severity={problem.severity} />}
          <DueTime dueAt={problem.dueAt} />
        </p>
        <Link to={paths.problem(problem.id)} prefetch="intent" className="font-medium wrap-anywhere hover:underline">
          {problem.title || problem.number}
        </Link>
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
          <span className="tabular-nums">{problem.number}</span>
          {!problem.own && <Organisation name={problem.enterprise?.name} />}
          {problem.equipmentType && <span>{problem.equipmentType}</span>}
          <StateChip state={problem.state} partial={problem.partial} />
        </p>
      </div>
      {reason !== "open" && (
        <div className="shrink-0">
          <LinkButton to={actPath(item)} variant={reason === "draft" ? "secondary" : "primary"}>
            {w.act[reason]}
            <span className="sr-only">{problem.title}</span>
          </LinkButton>
        </div>
      )}
    </li>
  );
}

/** A union's year so far, as published; all of it is a page of its own. */
function Figures({ figures: { closed, scopeId, year, figures } }: { figures: NonNullable<Loaded["figures"]> }) {
  const w = useWords(figuresWords);
  const { month, periods } = useMonths();
  return (
    <Section
      title={w.home}
      hint={`${w.homeHint(month(closed))} ${w.hiddenWhy}`}
      aside={
        <Link to={paths.figures()} className="link text-sm">
          {w.homeMore}
        </Link>
      }
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-y border-line py-4 lg:grid-cols-4">
        {figures.map(({ measure, count, fen, missing }) => (
          <div key={measure}>
            <dt className="text-sm text-muted">{w.measure[measure]}</dt>
            <dd className={count === null ? "text-muted" : "text-2xl font-semibold tabular-nums"}>
              {count === null ? (
                w.hidden
              ) : (
                <Link to={paths.figureList({ measure, scope: scopeId, period: year })} className="link">
                  {fen === null ? w.count(String(count), w.unit[measure]) : <Money fen={BigInt(fen)} />}
                  <span className="sr-only">{w.openList(w.measure[measure])}</span>
                </Link>
              )}
              {missing.length > 0 && <p className="text-sm font-normal text-muted">{w.without(periods(missing))}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
