import { db, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { formatDate, formatPaperDay } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { thanksWords } from "#app/words/thanks.ts";
import { readsThanks, writesThanks } from "./policy.ts";

/** A solved problem with the team that was borrowed for it, and whether the actor writes or reads the letter. */
export async function requireThanks(reader: Pick<Tx, "problem" | "$queryRaw">, actor: Actor, problemId: string) {
  const relations = relationsSelect(actor);
  const row = await reader.problem.findFirst({
    where: { id: problemId, AND: visibleTo(actor) },
    select: {
      ...relations,
      ...accessSelect(actor),
      id: true,
      number: true,
      title: true,
      fieldLayers: true,
      redactions: true,
      partial: true,
      solvedAt: true,
      enterprise: { select: { name: true, timeZone: true } },
      engagements: {
        ...relations.engagements,
        orderBy: { startedAt: "desc" },
        select: {
          ...relations.engagements.select,
          end: true,
          studio: { select: { name: true, parent: { select: { id: true, name: true } } } },
          members: {
            orderBy: { isLead: "desc" },
            select: { personId: true, isLead: true, person: { select: { name: true } } },
          },
        },
      },
      thanks: true,
    },
  });
  if (!row) throw notFound();
  const access = accessOf(actor, row);
  const lease = row.engagements.find((one) => one.end === "FINISHED");
  const employer = lease?.studio.parent ?? null;
  const borrowed = employer !== null && employer.id !== row.enterpriseId;
  const writes = writesThanks(access, await relationsOf(reader, actor, problemId, row));
  const reads =
    lease && employer && borrowed
      ? readsThanks(actor, {
          studioId: lease.studioId,
          employerId: employer.id,
          memberIds: lease.members.map((m) => m.personId),
        })
      : false;
  // To anybody else, whether the solvers were borrowed is no question to be asked.
  if (!writes && !reads) throw forbidden("not-your-move");
  if (row.state !== "SOLVED" || !lease) throw conflict("letter-not-solved");
  if (!employer || !borrowed) throw invalid("letter-not-borrowed");
  const letter = row.thanks.find((one) => one.employerId === employer.id) ?? null;
  return { row, access, lease, employer, letter, writes };
}
export type Thanks = Awaited<ReturnType<typeof requireThanks>>;

/** Who signs: the enterprise, or the alliance where the poster stays unnamed. */
export async function senderOf(
  reader: Pick<Tx, "organisation">,
  { row }: Thanks,
): Promise<{ id: string; name: string; unnamed: boolean }> {
  if (!row.anonymous || !row.allianceId) return { id: row.enterpriseId, name: row.enterprise.name, unnamed: false };
  const alliance = await reader.organisation.findUniqueOrThrow({
    where: { id: row.allianceId },
    select: { id: true, name: true },
  });
  return { ...alliance, unnamed: true };
}

/** The number after the sender's last of the year. */
export async function nextSerial(reader: Pick<Tx, "thankYouLetter">, senderId: string, year: number): Promise<number> {
  const last = await reader.thankYouLetter.aggregate({ where: { senderId, year }, _max: { serial: true } });
  return (last._max.serial ?? 0) + 1;
}

/**
 * The letter as it is kept, or a draft of it. The draft speaks of the summary as it was released and of nothing deeper,
 * because a letter is read by more people than the problem. Errors: not_found, forbidden, conflict, invalid.
 */
export async function loadThanks(actor: Actor, problemId: string) {
  const thanks = await requireThanks(db, actor, problemId);
  const { row, lease, employer, letter, writes } = thanks;
  const w = words(thanksWords, actor.locale);
  const title = projectFields(row, { layer: "SUMMARY" }).title || row.number;
  const { timeZone } = row.enterprise;
  const head = { id: row.id, number: row.number, title, writes, timeZone };
  if (letter || !writes) {
    return {
      ...head,
      letter: letter && {
        id: letter.id,
        version: letter.version,
        savedAt: letter.createdAt,
        number: letter.number,
        dated: letter.dated.toISOString().slice(0, 10),
        recipient: letter.recipient,
        body: letter.body,
        signature: letter.signature,
      },
      draft: null,
    };
  }
  const sender = await senderOf(db, thanks);
  const today = formatDate(actor.now, timeZone);
  const year = Number(today.slice(0, 4));
  const solved = row.solvedAt ?? lease.endedAt ?? actor.now;
  return {
    ...head,
    letter: null,
    draft: {
      number: w.numberOf(year, await nextSerial(db, sender.id, year)),
      dated: today,
      recipient: employer.name,
      signature: sender.name,
      body: w.draft({
        sender: sender.name,
        unnamed: sender.unnamed,
        employer: employer.name,
        studio: lease.studio.name,
        names: lease.members.map((m) => m.person.name).join(w.listComma),
        title,
        number: row.number,
        from: formatPaperDay(formatDate(lease.startedAt, timeZone), actor.locale),
        to: formatPaperDay(formatDate(solved, timeZone), actor.locale),
        partial: row.partial,
      }),
    },
  };
}
