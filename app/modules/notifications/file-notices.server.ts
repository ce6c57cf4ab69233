import { randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { mailIsSetUp } from "#app/lib/mail.server.ts";
import { signal } from "#app/lib/signals.server.ts";
import { joinedDue, type MailPlan, planMail, SPACING_MS } from "./digest.ts";
import { loadRecipients, type Recipient } from "./load-choices.server.ts";
import { kindOf, matterOf } from "./matters.ts";

/** A message for one person's inbox. */
export type NewNotice = {
  personId: string;
  /** Names its line in words/notices. */
  type: string;
  subjectKind: string;
  subjectId: string;
  eventId: bigint | null;
  /** Of the same person and key there is one message, however often it is filed. */
  dedupeKey: string;
  payload?: Record<string, string | number>;
  /** A line stop or a danger. */
  urgent?: boolean;
  /** Past, filed for the record: counts as read, and is not mailed. */
  history?: boolean;
  createdAt: Date;
};

/** So many at a time, each time all or nothing; between two others have their turn. */
const AT_ONCE = 250;

/**
 * Puts messages into inboxes, as each person chose: tells open pages, and joins them to the mails that are to go. The
 * only way in. Filed again, nothing changes; whether the person may know of it, the caller has asked.
 */
export async function fileNotices(notices: readonly NewNotice[], now: Date): Promise<void> {
  for (let from = 0; from < notices.length; from += AT_ONCE) await fileSome(notices.slice(from, from + AT_ONCE), now);
}

/** News older than this is filed as read. */
const OLD_NEWS_MS = 14 * 24 * 3_600_000;

type ToldOf = { id: bigint; type: string; at: Date; subjectKind: string; subjectId: string };

/** One message of an event for each of these people; told late, it is filed for the record. */
export async function fileEventNotices(event: ToldOf, personIds: readonly string[], now: Date): Promise<void> {
  await fileNotices(
    personIds.map((personId) => ({
      personId,
      type: event.type,
      subjectKind: event.subjectKind,
      subjectId: event.subjectId,
      eventId: event.id,
      dedupeKey: `event:${event.id}`,
      history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
      createdAt: event.at,
    })),
    now,
  );
}

type Wanted = { notice: NewNotice; plan: MailPlan | null; readAt: Date | null };
const keyOf = (one: { personId: string; dedupeKey: string }): string => `${one.personId} ${one.dedupeKey}`;

async function fileSome(notices: readonly NewNotice[], now: Date): Promise<void> {
  const recipients = await loadRecipients([...new Set(notices.map((one) => one.personId))]);
  const sent = mailIsSetUp() ? await lastMails(notices, now) : null;
  const wanted = new Map<string, Wanted>();
  for (const notice of notices) {
    const recipient = recipients.get(notice.personId);
    if (recipient) wanted.set(keyOf(notice), weigh(notice, recipient, sent, now));
  }
  await inTransaction(async (tx) => {
    const filed = await tx.notice.createManyAndReturn({
      data: [...wanted.values()].map(({ notice: { urgent: _urgent, history: _history, ...notice }, readAt }) => ({
        ...notice,
        readAt,
      })),
      skipDuplicates: true,
      select: { id: true, personId: true, dedupeKey: true },
    });
    await joinMails(
      tx,
      filed.flatMap(({ id, ...one }) => {
        const { notice, plan } = wanted.get(keyOf(one)) ?? {};
        return notice && plan ? [{ id, notice, plan }] : [];
      }),
      now,
    );
    await signal(tx, "notices", [...new Set(filed.map((one) => one.personId))]);
  });
}

function weigh(notice: NewNotice, recipient: Recipient, sent: Map<string, Date> | null, now: Date): Wanted {
  const { preferences, address } = recipient;
  const kind = kindOf(notice.type);
  const readAt = notice.history || preferences.silent.includes(kind) ? notice.createdAt : null;
  if (!sent || !address || notice.history) return { notice, plan: null, readAt };
  const lastSentAt = sent.get(`${notice.personId} ${matterOf(notice.subjectKind, notice.subjectId)}`) ?? null;
  return { notice, plan: planMail({ kind, urgent: notice.urgent ?? false, at: now, lastSentAt }, preferences), readAt };
}

/** When the last mail of each person and matter went, as far as that puts the next one off. */
async function lastMails(notices: readonly NewNotice[], now: Date): Promise<Map<string, Date>> {
  const rows = await db.noticeMail.findMany({
    where: {
      personId: { in: [...new Set(notices.map((one) => one.personId))] },
      matter: { in: [...new Set(notices.map((one) => matterOf(one.subjectKind, one.subjectId)))] },
      sentAt: { gt: new Date(now.getTime() - SPACING_MS) },
    },
    orderBy: { sentAt: "asc" },
    select: { personId: true, matter: true, sentAt: true },
  });
  return new Map(rows.map((row) => [`${row.personId} ${row.matter}`, row.sentAt ?? now]));
}

type Joining = { id: string; notice: NewNotice; plan: MailPlan };
type Open = { key: string; personId: string; matter: string; dueAt: Date; urgent: boolean };

/** Joins messages to the waiting mail of their matter, or to the person's digest; opens it where there is none. */
async function joinMails(tx: Tx, joining: Joining[], now: Date): Promise<void> {
  if (joining.length === 0) return;
  const matter = ({ notice, plan }: Joining) =>
    plan.joins === "digest" ? "digest" : matterOf(notice.subjectKind, notice.subjectId);
  const keyOfMail = (one: Joining) => `${one.notice.personId} ${matter(one)}`;
  const open = new Map<string, Open>();
  for (const one of joining) {
    const key = keyOfMail(one);
    const before = open.get(key);
    open.set(key, {
      key,
      personId: one.notice.personId,
      matter: matter(one),
      dueAt: joinedDue(before?.dueAt ?? null, one.plan.dueAt),
      urgent: (before?.urgent ?? false) || (one.notice.urgent ?? false),
    });
  }
  // In one order, so that two that file at once never wait for each other.
  const rows = [...open.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const mails = await tx.$queryRaw<{ id: string; openKey: string }[]>`
    INSERT INTO "NoticeMail" ("id", "personId", "matter", "openKey", "urgent", "dueAt", "createdAt")
    SELECT * FROM unnest(${rows.map(() => randomUUID())}::uuid[], ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.matter)}::text[], ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.urgent)}::boolean[],
      ${rows.map((row) => row.dueAt)}::timestamp[], ${rows.map(() => now)}::timestamp[])
    ON CONFLICT ("openKey") DO UPDATE
      SET "dueAt" = least("NoticeMail"."dueAt", EXCLUDED."dueAt"), "urgent" = "NoticeMail"."urgent" OR EXCLUDED."urgent"
    RETURNING "id", "openKey"`;
  const mailOf = new Map(mails.map((mail) => [mail.openKey, mail.id]));
  await tx.$executeRaw`
    UPDATE "Notice" n SET "mailId" = j."mailId"
    FROM unnest(${joining.map((one) => one.id)}::uuid[], ${joining.map((one) => mailOf.get(keyOfMail(one)) ?? "")}::uuid[]) AS j("id", "mailId")
    WHERE n."id" = j."id"`;
}
