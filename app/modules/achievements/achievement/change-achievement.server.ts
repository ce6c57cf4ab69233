import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { dayKey } from "#app/lib/working-time.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { dayField } from "#app/modules/accounts/schema.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";
import { PATENT_KINDS, PATENT_STATES, patentKeyOf, WORK_KINDS } from "./rules.ts";
import type { TypedAchievement } from "./schema.ts";
import { writeLikeness } from "./similar.server.ts";

function dayOf(typed: string, field: string): Date {
  const day = dayField.safeParse(typed);
  if (!day.success) throw invalid("bad_date", field);
  return day.data;
}
function oneOf<T extends string>(typed: string, values: readonly T[], field: string): T {
  const found = values.find((value) => value === typed);
  if (!found) throw invalid("choose_one", field);
  return found;
}

/** Lines with nothing typed are none; a choice alone is nothing. */
const filled = <Row extends Record<string, string>>(rows: readonly Row[], ...typed: (keyof Row)[]) =>
  rows.map((row, index) => ({ row, index })).filter(({ row }) => typed.some((key) => row[key] !== ""));
const needed = (value: string, field: string): string => {
  if (value === "") throw invalid("required", field);
  return value;
};

/** The lists of the form as rows. Errors: invalid on the field of the line. */
export function listsOf({ patents, works, awards, adopters }: TypedAchievement) {
  const keys = new Set<string>();
  return {
    patents: filled(patents, "number", "title", "holder", "on").map(({ row, index }) => {
      const at = (part: string) => `patents[${index}].${part}`;
      const numberKey = patentKeyOf(needed(row.number, at("number")));
      if (numberKey === "" || keys.has(numberKey)) throw invalid("patent-number", at("number"));
      keys.add(numberKey);
      return {
        kind: oneOf(row.kind, PATENT_KINDS, at("kind")),
        number: row.number,
        numberKey,
        title: needed(row.title, at("title")),
        holder: needed(row.holder, at("holder")),
        state: oneOf(row.state, PATENT_STATES, at("state")),
        on: dayOf(row.on, at("on")),
      };
    }),
    works: filled(works, "title", "issuer", "number", "on").map(({ row, index }) => ({
      kind: oneOf(row.kind, WORK_KINDS, `works[${index}].kind`),
      title: needed(row.title, `works[${index}].title`),
      issuer: row.issuer,
      number: row.number,
      on: dayOf(row.on, `works[${index}].on`),
    })),
    awards: filled(awards, "name", "issuer", "grade", "on").map(({ row, index }) => ({
      name: needed(row.name, `awards[${index}].name`),
      issuer: needed(row.issuer, `awards[${index}].issuer`),
      grade: row.grade,
      on: dayOf(row.on, `awards[${index}].on`),
    })),
    adopters: filled(adopters, "unit", "contact", "on").map(({ row, index }) => ({
      unit: needed(row.unit, `adopters[${index}].unit`),
      contact: row.contact,
      on: dayOf(row.on, `adopters[${index}].on`),
    })),
  };
}

/**
 * Writes what the form holds; patents, works, prizes and adopting units typed in are replaced, adoptions on the record
 * stay. Errors: those of requireAchievement, invalid (achievement-later, patent-number, …).
 */
export async function changeAchievement(actor: Actor, id: string, input: TypedAchievement): Promise<void> {
  const lists = listsOf(input);
  const { kind, title, completedOn, summary, innovation, application, social } = input;
  if (dayKey(completedOn) > formatDate(actor.now)) throw invalid("achievement-later", "completedOn");
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "change", input.version);
    const of = <Row>(rows: readonly Row[]) => ({ data: rows.map((one) => ({ achievementId: id, ...one })) });
    await tx.achievementPatent.deleteMany({ where: { achievementId: id } });
    await tx.achievementWork.deleteMany({ where: { achievementId: id } });
    await tx.achievementAward.deleteMany({ where: { achievementId: id } });
    await tx.achievementAdopter.deleteMany({ where: { achievementId: id, reuseId: null } });
    await tx.achievementPatent.createMany(of(lists.patents));
    await tx.achievementWork.createMany(of(lists.works));
    await tx.achievementAward.createMany(of(lists.awards));
    await tx.achievementAdopter.createMany(of(lists.adopters));
    await tx.achievement.update({
      where: { id },
      data: { kind, title, completedOn, summary, innovation, application, social, version: { increment: 1 } },
    });
    await writeLikeness(tx, { id, title, innovation, summary });
    await recordAchievement(tx, actor, row, "achievement.changed", {
      payload: { kind, patents: lists.patents.map((one) => one.numberKey) },
    });
  });
}
