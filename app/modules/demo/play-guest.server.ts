import { subHours } from "date-fns/subHours";
import { db } from "#app/lib/db.server.ts";
import { acceptAsNewPerson } from "#app/modules/accounts/accept-invitation.server.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { inviteGuest, renewGuestLink } from "#app/modules/problems/invite-guest.server.ts";
import { demoGuest } from "#prisma/seed/content/mentorships.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dateOf, daysFrom } from "./demo-days.ts";
import { DEMO_PASSWORD } from "./demo-people.ts";

/** An expert of a university is invited to the enterprise's latest problem in work, comes and says a word; once. */
export async function playGuest(cast: Cast, now: Date): Promise<void> {
  const { enterprise, name, email, unit, days, comment } = demoGuest;
  const known = await db.guest.findFirst({ where: { contact: email }, select: { id: true, problemId: true } });
  const problemId = known?.problemId ?? (await problemInWork(cast.organisationId(enterprise)));
  if (!problemId) return;
  const asked = subHours(daysFrom(now, -2), 3);
  const reviewer = await cast.as(`${enterprise}.reviewer`, asked);
  const came = await db.person.findUnique({ where: { email }, select: { id: true } });
  let personId = came?.id;
  if (!personId) {
    const { token } = known
      ? await renewGuestLink(reviewer, { problemId, guestId: known.id })
      : await inviteGuest(reviewer, {
          problemId,
          name,
          contact: email,
          unit,
          layer: "DETAIL",
          until: dateOf(daysFrom(now, days)),
        });
    personId = await acceptAsNewPerson(token, { name, email, password: DEMO_PASSWORD }, subHours(now, 26));
  }
  const guest = await loadActor(personId, now);
  if (!guest) throw new Error("The demo's guest has no account");
  await postComment({ ...guest, now: subHours(now, 25) }, problemDiscussion, {
    subjectId: problemId,
    clientId: clientIdOf("guest.comment"),
    body: comment,
    layer: "DETAIL",
  });
}

/** Not anonymous, so that the invitation speaks in the enterprise's own name. */
async function problemInWork(enterpriseId: string): Promise<string | undefined> {
  const row = await db.problem.findFirst({
    where: { enterpriseId, state: "IN_PROGRESS", anonymous: false, releasedAt: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return row?.id;
}
