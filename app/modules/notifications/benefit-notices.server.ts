import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { benefitsVisibleTo } from "#app/modules/achievements/benefit/visibility.server.ts";
import { adoptionsVisibleTo } from "#app/modules/knowledge/replication/visibility.server.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { fileEventNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

type Benefit = {
  recipientId: string;
  byId: string;
  submittedById: string | null;
  sharesVersion: number;
  shares: { personId: string; confirmedOf: number | null }[];
};
type Group = (benefit: Benefit, now: Date) => Promise<string[]> | string[];
const finance: Group = ({ recipientId }, now) => holdersOf(["FINANCE"], [recipientId], now);
const entered: Group = ({ byId, submittedById }) => [byId, ...(submittedById ? [submittedById] : [])];
const contributors: Group = ({ shares }) => shares.map((one) => one.personId);
const unsure: Group = ({ shares, sharesVersion }) =>
  shares.filter((one) => one.confirmedOf !== sharesVersion).map((one) => one.personId);

/** Whom each step of a benefit concerns; the one who did it is left out. */
const BENEFIT_TO: Record<string, Group[]> = {
  "benefit.submitted": [finance],
  "benefit.shared": [unsure],
  "benefit.share-objected": [entered],
  "benefit.certified": [entered, contributors],
  "benefit.certified-partly": [entered, contributors],
  "benefit.refused": [entered],
};
/** An adoption tells its own enterprise; the author's side hears of it as the problem's news. */
const ADOPTION_TOLD = ["adoption.measured", "adoption.not-fixed"];
export const BENEFIT_TOLD = [...Object.keys(BENEFIT_TO), ...ADOPTION_TOLD];

/** Files the messages of one event about a benefit or an adoption; again, it changes nothing. */
export async function deliverBenefitNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectKind: true, subjectId: true, actorId: true },
  });
  if (!event) return;
  const found = event.subjectKind === "benefit" ? await ofBenefit(event, now) : await ofAdoption(event, now);
  const told = [...new Set(found)].filter((id) => id !== event.actorId);
  await fileEventNotices(event, told, now);
}

type Told = { type: string; subjectId: string };

async function ofBenefit({ type, subjectId }: Told, now: Date): Promise<string[]> {
  const benefit = await db.benefit.findUnique({
    where: { id: subjectId },
    select: {
      recipientId: true,
      byId: true,
      submittedById: true,
      sharesVersion: true,
      shares: { select: { personId: true, confirmedOf: true } },
    },
  });
  if (!benefit) return [];
  const people = (await Promise.all((BENEFIT_TO[type] ?? []).map((group) => group(benefit, now)))).flat();
  // Who has left the enterprise or the studio since is not told.
  const actors = await loadActors([...new Set(people)], now);
  const seen = await Promise.all(
    [...actors].map(async ([id, actor]) =>
      (await db.benefit.count({ where: { id: subjectId, AND: benefitsVisibleTo(actor) } })) > 0 ? [id] : [],
    ),
  );
  return seen.flat();
}

async function ofAdoption({ type, subjectId }: Told, now: Date): Promise<string[]> {
  const adoption = await db.reuse.findUnique({
    where: { id: subjectId },
    select: { enterpriseId: true, byId: true, measuredById: true },
  });
  if (!adoption) return [];
  if (type === "adoption.measured") return holdersOf(["REVIEWER"], [adoption.enterpriseId], now);
  return [adoption.byId, ...(adoption.measuredById ? [adoption.measuredById] : [])];
}

/** Messages say which fix they are about by its number, and its kind; the page says the rest to whom it is open. */
export function registerBenefitSubjects(): void {
  registerNoticeSubject("benefit", {
    async read(actor, asked) {
      const w = words(benefitWords, actor.locale);
      const rows = await db.benefit.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: benefitsVisibleTo(actor) },
        select: { id: true, kind: true, measure: true, year: true, fix: { select: { number: true } } },
      });
      return new Map(
        rows.map((row) => [
          row.id,
          { title: `${w.kind[row.kind]} · ${w.measure[row.measure]} · ${row.year}`, mark: row.fix.number },
        ]),
      );
    },
    path: (id) => paths.benefit(id),
  });
  registerNoticeSubject("adoption", {
    async read(actor, asked) {
      const w = words(adoptionWords, actor.locale);
      const rows = await db.reuse.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: adoptionsVisibleTo(actor) },
        select: { id: true, fix: { select: { number: true } } },
      });
      return new Map(rows.map((row) => [row.id, { title: w.one, mark: row.fix.number }]));
    },
    path: paths.adoption,
  });
}
