import { createHmac } from "node:crypto";
import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { ask } from "#search/question.ts";
import { parseSearch, type SearchInput } from "./schema.ts";
import { type SearchResult, searchFixes } from "./search-fixes.server.ts";
import { FEWEST_ENTERPRISES, KEPT_DAYS, type Term, termsOf } from "./sought-terms.ts";
import { synonymGroups } from "./vocabulary.server.ts";

const DAY_MS = 86_400_000;
/** The first day that still counts. */
export const countedSince = (now: Date): Date => new Date(now.getTime() - KEPT_DAYS * DAY_MS);

/** Nothing holds all that was asked for, and the person had narrowed nothing down. */
export const isInVain = ({ page, filters }: SearchInput, result: SearchResult): boolean =>
  page === 1 && Object.keys(filters).length === 0 && result.asked !== "" && result.hits.every((hit) => hit.related);

/** Notes a question that a person has settled on; whether it is in vain is looked up here, whoever says so. */
export async function noteInVain(actor: Actor, text: string): Promise<void> {
  const input = parseSearch(new URLSearchParams({ q: text }));
  const result = await searchFixes(actor, input);
  if (isInVain(input, result)) await noteVainResult(actor, input, result);
}

/**
 * Notes what somebody looked for in vain, once per person and term: no text, only keyed hashes, until people of enough
 * enterprises of the alliance have looked for the same. Only then is the term itself written down.
 */
export async function noteVainResult(actor: Actor, { text }: SearchInput, result: SearchResult): Promise<void> {
  const terms = termsOf(ask(text), result.hits.length > 0, await synonymGroups());
  const place = terms.length > 0 ? await placeOf(actor) : null;
  if (!place) return;
  for (const allianceId of place.allianceIds) {
    if (!(await isHeardToday(actor.personId, allianceId))) continue;
    await inTransaction(async (tx) => {
      // One after the other: two at the same moment would each see one enterprise too few.
      await tx.$queryRaw`SELECT 1 FROM "Alliance" WHERE "organisationId" = ${allianceId}::uuid FOR UPDATE`;
      for (const term of terms) await noteTerm(tx, actor, { allianceId, unit: place.unit, term });
    });
  }
}

/**
 * Nobody needs more than so many questions in vain a day. Whoever tries out a dictionary, so that one more enterprise
 * would be enough to make a word heard, comes no further.
 */
async function isHeardToday(personId: string, allianceId: string): Promise<boolean> {
  try {
    await countAttempt("sought", `${allianceId} ${personId}`);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "throttled") return false;
    throw error;
  }
}

type Note = { allianceId: string; unit: string; term: Term };

async function noteTerm(tx: Tx, actor: Actor, { allianceId, unit, term: { key, text } }: Note): Promise<void> {
  const term = keyed("term", allianceId, key);
  const id = { allianceId, term, person: keyed("person", term, actor.personId) };
  await tx.soughtTerm.upsert({
    where: { allianceId_term_person: id },
    // Whoever works for several counts for the first one only: one person is never two enterprises.
    create: { ...id, enterprise: keyed("enterprise", term, unit), on: actor.now },
    update: { on: actor.now },
  });
  const enterprises = await tx.soughtTerm.groupBy({
    by: ["enterprise"],
    where: { allianceId, term, on: { gte: countedSince(actor.now) } },
  });
  if (enterprises.length < FEWEST_ENTERPRISES) return;
  await tx.soughtSubject.upsert({
    where: { allianceId_term: { allianceId, term } },
    create: { allianceId, term, text },
    update: {},
  });
}

/** For whom the actor looks: one enterprise, or the group it belongs to, and the alliances it is in today. */
async function placeOf(actor: Actor): Promise<{ unit: string; allianceIds: string[] } | null> {
  const employers = employerIds(actor).sort();
  const id = employers.find((one) => one === actor.currentOrganisationId) ?? employers[0];
  if (!id) return null;
  const [enterprise, members] = await Promise.all([
    db.enterprise.findUnique({ where: { organisationId: id }, select: { groupId: true } }),
    db.allianceMember.findMany({
      where: {
        allianceId: { in: [...actor.allianceIds] },
        member: { OR: [{ id }, { parentId: id, kind: "STUDIO" }] },
        joinedAt: { lte: actor.now },
        OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }],
      },
      distinct: ["allianceId"],
      select: { allianceId: true },
    }),
  ]);
  return { unit: enterprise?.groupId ?? id, allianceIds: members.map((row) => row.allianceId).sort() };
}

/** A hash nobody can make or compare without the installation's secret, which lies outside the database. */
const keyed = (...parts: string[]): string =>
  createHmac("sha256", runtimeFacts().secrets.app)
    .update(JSON.stringify(["searched-in-vain", ...parts]))
    .digest("base64url")
    .slice(0, 24);

/** Forgets what was looked for too long ago, and terms that too few enterprises still look for; daily. */
export async function forgetOldSearches(now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.soughtTerm.deleteMany({ where: { on: { lt: countedSince(now) } } });
    await tx.$executeRaw`
      DELETE FROM "SoughtSubject" s WHERE (
        SELECT count(DISTINCT t."enterprise") FROM "SoughtTerm" t WHERE t."allianceId" = s."allianceId" AND t."term" = s."term"
      ) < ${FEWEST_ENTERPRISES}`;
  });
}
