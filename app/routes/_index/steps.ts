import type { StepTodo } from "#app/components/lists/step-todos.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { AchievementTodo } from "#app/modules/achievements/achievement/queries-home.server.ts";
import type { BenefitTodo } from "#app/modules/achievements/benefit/queries-home.server.ts";
import type { ApplicationTodo } from "#app/modules/awards/applications/queries-home.server.ts";
import type { AuditTodo } from "#app/modules/awards/audit/queries-home.server.ts";
import { panelSteps } from "#app/modules/awards/panel/home-steps.ts";
import type { PanelTodo } from "#app/modules/awards/panel/queries-home.server.ts";
import type { AdoptionTodo } from "#app/modules/knowledge/replication/queries-home.server.ts";
import type { StudioTodo } from "#app/modules/studios/queries-home.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { auditWords } from "#app/words/audit.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { flagsWords } from "#app/words/flags.ts";
import { studiosWords } from "#app/words/studios.ts";

type Todos = {
  achievements: AchievementTodo[];
  applications: ApplicationTodo[];
  adoptions: AdoptionTodo[];
  benefits: BenefitTodo[];
  studios: StudioTodo[];
  flags: number;
  audits: AuditTodo[];
  panels: PanelTodo[];
};

/** Steps that are taken on pages of their own, in the order of the home page. */
export const stepsFrom = (actor: Actor, todos: Todos): StepTodo[] => [
  ...achievementSteps(actor, todos.achievements),
  ...applicationSteps(actor, todos.applications),
  ...stepsOf(actor, todos.adoptions, todos.benefits),
  ...studioSteps(actor, todos.studios),
  ...flagStep(actor, todos.flags),
  ...auditSteps(actor, todos.audits),
  ...panelSteps(actor, todos.panels),
];

/** Re-reviews to file or decide, orders that run out, promotions to confirm. */
function studioSteps(actor: Actor, studios: StudioTodo[]): StepTodo[] {
  const w = words(studiosWords, actor.locale);
  return studios.map((one) => ({
    key: `studio-${one.reason}${one.id}`,
    step: w.todo[one.reason],
    action: w.todoGo[one.reason],
    to: one.reason === "confirm-promotion" ? paths.studioStep(one.id, "promotions") : paths.studioLife(one.id),
    title: one.name,
    mark: one.dueOn && w.todoDue(one.dueOn),
  }));
}

/** Achievements to confirm, take over, register or change. */
function achievementSteps(actor: Actor, achievements: AchievementTodo[]): StepTodo[] {
  const w = words(achievementWords, actor.locale);
  return achievements.map((one) => ({
    key: one.reason + one.id,
    step: w.todo[one.reason],
    to: paths.achievement(one.id),
    title: one.title,
    mark: w.title,
  }));
}

/** Applications to confirm, to change, to recommend and to review. */
function applicationSteps(actor: Actor, applications: ApplicationTodo[]): StepTodo[] {
  const w = words(applicationsWords, actor.locale);
  return applications.map((one) => ({
    key: one.reason + one.id,
    step: w.todo[one.reason],
    to: awardPaths.application(one.id),
    title: one.title,
    mark: one.round,
  }));
}

/** Adopted fixes to measure and accept, benefits to certify, shares to confirm. */
function stepsOf(actor: Actor, adoptions: AdoptionTodo[], benefits: BenefitTodo[]): StepTodo[] {
  const a = words(adoptionWords, actor.locale).todo;
  const b = words(benefitWords, actor.locale).todo;
  return [
    ...benefits.map((one) => ({
      key: one.reason + one.id,
      step: b[one.reason],
      to: paths.benefit(one.id),
      title: one.title,
      mark: one.number,
    })),
    ...adoptions.map((one) => ({
      key: one.id,
      step: a[one.reason],
      to: one.reason === "measure" ? paths.measureAdoption(one.id) : paths.adoption(one.id),
      title: one.title,
      mark: one.number,
    })),
  ];
}

/** Rounds whose evidence the reader was named to audit. */
const auditSteps = (actor: Actor, audits: AuditTodo[]): StepTodo[] =>
  audits.map((one) => ({
    key: one.id,
    step: words(auditWords, actor.locale).auditRound,
    to: awardPaths.auditRound(one.id),
    title: one.name,
    mark: String(one.year),
  }));

/** Open flags: applications wait for somebody to look into them. */
function flagStep(actor: Actor, open: number): StepTodo[] {
  const w = words(flagsWords, actor.locale);
  if (open === 0) return [];
  return [
    {
      key: "flags",
      step: w.title,
      action: w.look,
      to: awardPaths.flags({ state: "OPEN" }),
      title: w.todo(open),
      mark: w.todoLead,
    },
  ];
}
