import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { pageOf, type PageRequest } from "#app/lib/page.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { subjectOf, subjectSelect } from "../decisions/subject.ts";
import { labelsOf } from "../flags/labels.server.ts";
import { proposedGrades } from "../notice/publish-notice.server.ts";
import { placesOf } from "../notice/proposal.ts";
import { readGates } from "../rubrics/schema.ts";
import { changedSince } from "./changed-since.server.ts";
import { barred, countChanged, regraded, waitsForWord } from "./rules.ts";

const rules = {
  titleId: true,
  factsFrom: true,
  factsUntil: true,
  gates: true,
  headRule: true,
  countedCompleters: true,
} as const;

type Proposed = { grade: string; version: number; stoodBack: boolean };

/**
 * Applications that the notice or the decision would be over, with the grade proposed, their version, and whether the
 * actor stands back from them as a judge: of those an officer reads no amounts, either.
 */
async function proposedIn(actor: Actor, round: { id: string; state: string; places: unknown }) {
  const rows = await db.awardApplication.findMany({
    where: { roundId: round.id, state: round.state === "NOTICE" ? "PROPOSED" : "ADMITTED" },
    select: {
      id: true,
      version: true,
      grade: true,
      gradeReason: true,
      score: { select: { rank: true } },
      _count: { select: { recusals: { where: { seat: { personId: actor.personId } } } } },
    },
  });
  const proposed = round.state === "NOTICE" ? null : proposedGrades(rows, round.places);
  return new Map(
    rows.flatMap(({ id, version, _count, ...row }): [string, Proposed][] => {
      const grade = proposed ? (proposed.get(id)?.grade ?? "") : row.grade;
      return proposed && grade === "" ? [] : [[id, { grade, version, stoodBack: _count.recusals > 0 }]];
    }),
  );
}

const gradesOf = (proposed: ReadonlyMap<string, Proposed>) =>
  new Map([...proposed].map(([id, { grade }]) => [id, grade]));

/** Rounds whose proposal the actor's union still decides on. */
const proposing = (actor: Actor, id: string): Prisma.AwardRoundWhereInput => ({
  id,
  organisationId: { in: organisationsWith(actor, "UNION_OFFICER") },
  state: { in: ["PANEL", "NOTICE"] },
  panelClosedAt: { not: null },
});

/**
 * How many of what is proposed have changed since their admission, for the organiser's officers; numbers are of the whole
 * round, whoever stands back. Errors: not_found.
 */
export async function countChanges(actor: Actor, roundId: string) {
  const round = await db.awardRound.findFirst({
    where: proposing(actor, roundId),
    select: { ...rules, id: true, state: true, places: true },
  });
  if (!round) throw notFound();
  const proposed = gradesOf(await proposedIn(actor, round));
  return countChanged((await changedSince(db, round, proposed, actor.now)).values());
}

/**
 * What has changed since admission of what is proposed for an award, for the organiser's officers, once the panel has closed
 * and until the decision: a page of the applications with their changes, whole-round numbers, and what was said to them.
 * Those that the officer stands back from as a judge are counted, and not shown. Six statements at most.
 * Errors: not_found.
 */
export async function loadChanges(actor: Actor, roundId: string, page: PageRequest = {}) {
  const round = await db.awardRound.findFirst({
    where: proposing(actor, roundId),
    select: {
      ...rules,
      id: true,
      name: true,
      nameEn: true,
      state: true,
      places: true,
      organisation: { select: { timeZone: true } },
    },
  });
  if (!round) throw notFound();
  const proposed = await proposedIn(actor, round);
  const all = await changedSince(db, round, gradesOf(proposed), actor.now);
  const ids = [...all.keys()]
    .flatMap((id) => (proposed.get(id)?.stoodBack ? [] : [{ id }]))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { rows: chosen, after, before } = pageOf(ids, page);
  const here = chosen.flatMap(({ id }) => all.get(id)?.changes ?? []);
  const [rows, labels] = await Promise.all([
    db.awardApplication.findMany({
      where: { id: { in: chosen.map((one) => one.id) } },
      select: { id: true, ...subjectSelect },
    }),
    labelsOf(
      db,
      here.filter((one) => one.what === "RECORD" || one.what === "FIX"),
    ),
  ]);
  const row = new Map(rows.map((one) => [one.id, one]));
  const label = new Map(labels.map((one) => [one.kind + one.id, one]));
  const gates = readGates(round.gates);
  const { id, name, nameEn, state, organisation, places, countedCompleters } = round;
  return {
    round: { id, name, nameEn, state, organisation },
    grades: placesOf(places).map((one) => one.grade),
    count: countChanged(all.values()),
    /** Changed ones that colleagues deal with. */
    stoodBack: all.size - ids.length,
    after,
    before,
    rows: chosen.flatMap((one) => {
      const [subject, changed] = [row.get(one.id), all.get(one.id)];
      if (!subject || !changed) return [];
      const { changes, facts, mark, settled, grade, flags } = changed;
      return [
        {
          id: one.id,
          ...subjectOf(subject, countedCompleters),
          grade,
          version: proposed.get(one.id)?.version ?? 0,
          facts,
          mark,
          flags,
          barred: barred(changed),
          waits: waitsForWord(changed),
          settled: settled?.mark === mark ? settled : null,
          /** Since that word. */
          regraded: settled?.mark === mark && regraded(changed),
          changes: changes.map((change) => {
            const told = label.get(change.kind + change.id);
            const gate = change.what === "GATE" ? (gates[Number(change.id)]?.text ?? null) : null;
            return { ...change, label: told?.label ?? "", title: told?.title ?? null, on: told?.on ?? null, gate };
          }),
        },
      ];
    }),
  };
}
export type ChangesPage = Awaited<ReturnType<typeof loadChanges>>;

/** What was said to changes of an application, in its order, for who may read its evidence. One statement. */
export async function wordsOnChanges(applicationId: string) {
  const rows = await db.event.findMany({
    where: { subjectKind: "application", subjectId: applicationId, type: "award.changes-settled" },
    orderBy: { id: "asc" },
    select: { id: true, at: true, actorName: true, reason: true, payload: true },
  });
  return rows.map(({ id, at, actorName, reason, payload }) => {
    const outcome = (payload as { outcome?: unknown } | null)?.outcome;
    return { id: String(id), at: at.toISOString(), by: actorName, reason, outcome: String(outcome ?? "") };
  });
}
