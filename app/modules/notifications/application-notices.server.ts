import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { applicationsVisibleTo } from "#app/modules/awards/visibility.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { fileEventNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

const select = {
  state: true,
  byId: true,
  personId: true,
  studioId: true,
  enterpriseId: true,
  textVersion: true,
  confirmations: { select: { personId: true, confirmedOf: true } },
  achievement: { select: { contributors: { select: { personId: true } } } },
  steps: { where: { decision: "WAITING" as const }, orderBy: { position: "asc" as const }, take: 1 },
  round: { select: { organisationId: true } },
};
type Application = {
  state: string;
  byId: string;
  personId: string | null;
  studioId: string | null;
  enterpriseId: string;
  textVersion: number;
  confirmations: { personId: string; confirmedOf: number }[];
  achievement: { contributors: { personId: string }[] } | null;
  steps: { organisationId: string; position: number }[];
  round: { organisationId: string };
};
type Group = (row: Application, now: Date) => Promise<string[]> | string[];

const completers: Group = async (row, now) => [
  ...(row.achievement?.contributors.map((one) => one.personId) ?? []),
  ...(row.personId ? [row.personId] : []),
  ...(row.studioId ? await holdersOf(["STUDIO_LEADER"], [row.studioId], now) : []),
];
const applicants: Group = async (row, now) => [row.byId, ...(await completers(row, now))];
const silent: Group = async (row, now) => {
  const said = new Set(
    row.confirmations.filter((one) => one.confirmedOf === row.textVersion).map((one) => one.personId),
  );
  return (await completers(row, now)).filter((id) => !said.has(id));
};
/** The office whose word is waited for: the enterprise, a union on the way, or the organiser. */
const nextOffice: Group = ({ steps: [next], enterpriseId, round }, now) => {
  if (!next) return holdersOf(["UNION_OFFICER"], [round.organisationId], now);
  return next.position === 0
    ? holdersOf(["REVIEWER"], [enterpriseId], now)
    : holdersOf(["UNION_OFFICER"], [next.organisationId], now);
};

/** Who lets it wait: the applicants themselves while they write it. */
const late: Group = (row, now) => (row.state === "DRAFT" ? applicants(row, now) : nextOffice(row, now));

/** Whom each step concerns; the one who did it is left out. */
const TO: Record<string, Group[]> = {
  "application.changed": [silent],
  "application.submitted": [nextOffice],
  "application.recommended": [applicants, nextOffice],
  "application.passed-on": [applicants, nextOffice],
  "application.returned": [applicants],
  "application.rejected": [applicants],
  "application.admitted": [applicants],
  "application.waiting": [late],
};
export const APPLICATION_TOLD = Object.keys(TO);

/** Files the messages of one event about an application; again, it changes nothing. */
export async function deliverApplicationNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectKind: true, subjectId: true, actorId: true },
  });
  const row = event && (await db.awardApplication.findUnique({ where: { id: event.subjectId }, select }));
  if (!event || !row) return;
  const people = (await Promise.all((TO[event.type] ?? []).map((group) => group(row, now)))).flat();
  const actors = await loadActors([...new Set(people.filter((id) => id !== event.actorId))], now);
  const told = await Promise.all(
    [...actors].map(async ([id, actor]) => {
      const seen = await db.awardApplication.count({
        where: { id: event.subjectId, AND: applicationsVisibleTo(actor) },
      });
      return seen > 0 ? [id] : [];
    }),
  );
  await fileEventNotices(event, told.flat(), now);
}

/** Messages name an application by what it is about, to whom it is open. */
export function registerApplicationSubject(): void {
  registerNoticeSubject("application", {
    async read(actor, asked) {
      const w = words(applicationsWords, actor.locale);
      const rows = await db.awardApplication.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: applicationsVisibleTo(actor) },
        select: {
          id: true,
          achievement: { select: { title: true } },
          studio: { select: { name: true } },
          person: { select: { name: true } },
        },
      });
      return new Map(
        rows.map((row) => [
          row.id,
          { title: row.achievement?.title ?? row.studio?.name ?? row.person?.name ?? "", mark: w.title },
        ]),
      );
    },
    path: awardPaths.application,
  });
}
