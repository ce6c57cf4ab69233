import { db } from "#app/lib/db.server.ts";
import { mailIsSetUp } from "#app/lib/mail.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { MATTER_KINDS } from "./matters.ts";
import { readPreferences } from "./preferences.ts";

/** The actor's choices as their form shows them, and whether mail reaches them. */
export async function loadChoices(actor: Actor) {
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      email: true,
      noticeChoices: true,
      refusedAddress: true,
      memberships: {
        where: { OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
        orderBy: { startsAt: "asc" },
        take: 1,
        select: { organisation: { select: { timeZone: true } } },
      },
    },
  });
  const { email, noticeChoices: stored, refusedAddress: refused } = person;
  const organisationZone = person.memberships[0]?.organisation.timeZone ?? null;
  const chosen = readPreferences(stored, organisationZone);
  return {
    email,
    mailSetUp: mailIsSetUp(),
    refused:
      refused && refused.address === email ? { reason: refused.reason, since: refused.since.toISOString() } : null,
    ownZone: readPreferences(null, organisationZone).quiet.timeZone,
    zones: Intl.supportedValuesOf("timeZone"),
    values: {
      version: String(stored?.version ?? 0),
      ...Object.fromEntries(MATTER_KINDS.map((kind) => [`mail-${kind}`, chosen.mail[kind]])),
      call: MATTER_KINDS.filter((kind) => !chosen.silent.includes(kind)),
      mailPaused: chosen.mailPaused ? "on" : "",
      digest: chosen.digest,
      quietFrom: String(Math.floor(chosen.quiet.from / 60)),
      quietTo: String(Math.floor(chosen.quiet.to / 60)),
      timeZone: stored?.timeZone ?? "",
      urgentAtNight: chosen.urgentAtNight ? "on" : "",
    },
  };
}

/** Whether a person gets e-mail of notices, for whoever follows a mail's link; null when there is no such account. */
export async function mailIsPaused(personId: string): Promise<boolean | null> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { noticeChoices: { select: { mailPaused: true } } },
  });
  return person ? (person.noticeChoices?.mailPaused ?? false) : null;
}
