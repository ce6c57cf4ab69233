import { db } from "#app/lib/db.server.ts";
import type { Mail } from "#app/lib/mail.server.ts";
import { paths } from "#app/lib/paths.ts";
import { publicAddress } from "#app/lib/public-address.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import type { Recipient } from "./load-choices.server.ts";
import { kindOf } from "./matters.ts";
import { mailContent, type MailMatter } from "./mail-content.ts";
import { bareFacts, countOf, noticeSubject } from "./subjects.server.ts";
import { unsubscribeToken } from "./unsubscribe-token.server.ts";

type NoticeRow = {
  type: string;
  subjectKind: string;
  subjectId: string;
  payload: unknown;
  createdAt: Date;
  readAt: Date | null;
};

/** Opened since it came. What a person has filed as read by choice was read the moment it came. */
const wasRead = ({ createdAt, readAt }: NoticeRow): boolean => readAt !== null && readAt > createdAt;

/** Matters in the order they first came up. */
function bySubject(rows: readonly NoticeRow[]): Map<string, NoticeRow[]> {
  const groups = new Map<string, NoticeRow[]>();
  for (const row of rows) groups.set(row.subjectId, [...(groups.get(row.subjectId) ?? []), row]);
  return groups;
}

/**
 * What a mail says at this moment: of messages not read meanwhile, of kinds still wanted, about what the person may
 * still know of. Null when nothing is left of it.
 */
export async function writeMail(mailId: string, recipient: Recipient, now: Date): Promise<Omit<Mail, "to"> | null> {
  const mail = await db.noticeMail.findUniqueOrThrow({
    where: { id: mailId },
    select: {
      matter: true,
      notices: {
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { type: true, subjectKind: true, subjectId: true, payload: true, createdAt: true, readAt: true },
      },
    },
  });
  const { preferences, personId, name, locale } = recipient;
  const wanted = mail.notices.filter((row) => !wasRead(row) && preferences.mail[kindOf(row.type)] !== "off");
  const matters = await mattersFor(personId, wanted, now);
  if (matters.length === 0) return null;
  const unsubscribe = publicAddress(paths.unsubscribe(unsubscribeToken(personId)));
  const links = { inbox: publicAddress(paths.inbox()), choices: publicAddress(paths.myNotices()), unsubscribe };
  const { host } = new URL(publicAddress("/"));
  const domain = host.replace(/:\d+$/, "");
  const digest = mail.matter === "digest";
  return {
    ...mailContent(matters, { name, locale, digest, links }),
    messageId: `<${mailId}@${domain}>`,
    ...(digest ? {} : { references: `<${mail.matter.replace(":", ".")}.${personId}@${domain}>` }),
    headers: {
      "List-Unsubscribe": `<${unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
  };
}

async function mattersFor(personId: string, rows: readonly NoticeRow[], now: Date): Promise<MailMatter[]> {
  if (rows.length === 0) return [];
  const actor = await loadActor(personId, now);
  const others = await otherMatters(actor, rows);
  const idsOf = (kind: string) => [
    ...new Set(rows.flatMap((row) => (row.subjectKind === kind ? [row.subjectId] : []))),
  ];
  const [problems, searches] = await Promise.all([
    db.problem.findMany({
      where: { id: { in: idsOf("problem") }, AND: visibleTo(actor) },
      select: {
        id: true,
        number: true,
        state: true,
        title: true,
        fieldLayers: true,
        redactions: true,
        publishedAt: true,
        agreementRequired: true,
        audiences: { where: { organisation: { kind: "ALLIANCE" } }, select: { organisationId: true } },
      },
    }),
    db.savedSearch.findMany({ where: { id: { in: idsOf("search") }, personId }, select: { id: true } }),
  ]);
  const problemOf = new Map(problems.map((one) => [one.id, one]));
  const searchIds = new Set(searches.map((one) => one.id));
  return [...bySubject(rows)].flatMap(([id, group]): MailMatter[] => {
    const link = (path: string) => publicAddress(path);
    if (searchIds.has(id)) {
      const count = group.reduce((sum, row) => sum + countOf(row.payload), 0);
      return [{ kind: "search", link: link(paths.savedSearch(id)), count }];
    }
    const problem = problemOf.get(id);
    if (!problem) return others.get(id) ?? [];
    const open = problem.publishedAt !== null && !problem.agreementRequired && problem.audiences.length > 0;
    // The wording its alliance reads, also to those who read the original: a mailbox is not this house.
    const title = open ? (projectFields(problem, { layer: "SUMMARY" }).title ?? null) : null;
    const { number, state } = problem;
    return [
      { kind: "problem", number, state, title, link: link(paths.problem(id)), types: group.map((row) => row.type) },
    ];
  });
}

/** Matters that are neither problems nor searches: mail names what happened and where to look, nothing of what is in it. */
async function otherMatters(actor: Actor, rows: readonly NoticeRow[]): Promise<Map<string, MailMatter[]>> {
  const found = new Map<string, MailMatter[]>();
  for (const kind of new Set(rows.map((row) => row.subjectKind))) {
    const subject = kind === "problem" || kind === "search" ? undefined : noticeSubject(kind);
    if (!subject) continue;
    const asked = rows.filter((row) => row.subjectKind === kind);
    const open = await subject.read(actor, asked);
    for (const [id, group] of bySubject(asked)) {
      if (!open.has(id)) continue;
      const payload = group.at(-1)?.payload;
      const link = publicAddress(subject.path(id, payload) ?? paths.inbox());
      found.set(id, [{ kind: "other", number: bareFacts(payload).number, link, types: group.map((row) => row.type) }]);
    }
  }
  return found;
}
