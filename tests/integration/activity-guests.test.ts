import { beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { acceptInvitation } from "#app/modules/accounts/accept-invitation.server.ts";
import { isGuestOnly } from "#app/modules/accounts/actor.ts";
import {
  changeActivityGuest,
  endActivityGuest,
  inviteActivityGuest,
} from "#app/modules/activities/invite-guest.server.ts";
import { putInvitation } from "#app/modules/activities/invite-expert.server.ts";
import { loadActivity } from "#app/modules/activities/queries-activity.server.ts";
import { loadActivityGuests, loadOwnActivityStays } from "#app/modules/activities/queries-guests.server.ts";
import { requireActivity } from "#app/modules/activities/open-activity.server.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makePerson, makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
const DAY_MS = 86_400_000;
const now = new Date();
const dayIn = (days: number): Date => new Date(`${formatDate(now.getTime() + days * DAY_MS)}T00:00:00Z`);
const guest = { name: "周教授", contact: "zhou@outside.test", unit: "工业大学", until: dayIn(2) };
let world: World;

beforeAll(async () => {
  registerPolicies();
  world = await makeWorld(now);
});

const makeActivity = async (): Promise<string> =>
  (
    await db.activity.create({
      data: {
        allianceId: world.alliance,
        kind: "COLLABORATION",
        state: "PLANNED",
        topic: "灌装线会诊",
        startsAt: new Date(now.getTime() + 10 * DAY_MS),
        publishedAt: new Date(now.getTime() - DAY_MS),
        createdById: world.secretariat.personId,
        createdAt: new Date(now.getTime() - DAY_MS),
        clientId: crypto.randomUUID(),
      },
      select: { id: true },
    })
  ).id;

it("an expert from outside sees the one activity until the day, and nothing once it is taken back", async () => {
  const [id, other] = [await makeActivity(), await makeActivity()];
  for (const actor of [world.engineer, world.leader, world.officer])
    await refusal(inviteActivityGuest(actor, id, guest));
  expect(await refusal(inviteActivityGuest(world.outsideSecretariat, id, guest))).toBe("not_found");
  const lost = await inviteActivityGuest(world.secretariat, id, guest);
  // The form sent twice is one stay; the later link counts.
  const { guestId, token } = await inviteActivityGuest(world.secretariat, id, guest);
  expect(guestId).toBe(lost.guestId);
  const personId = await makePerson([], { name: "周教授" });
  expect(await refusal(acceptInvitation(await actorOf(personId, now), lost.token))).toBe("not_found");
  await acceptInvitation(await actorOf(personId, now), token);
  // Invited by name as well, a guest would read on after the day.
  await db.activity.update({ where: { id }, data: { newsZh: "稿子" } });
  await inTransaction(async (tx) =>
    putInvitation(tx, world.secretariat, await requireActivity(world.secretariat, id, tx), personId),
  );
  const expert = await actorOf(personId, now);
  expect(isGuestOnly(expert)).toBe(true);
  expect((await requireActivity(expert, id)).parts).toEqual(["INVITED"]);
  // The news text tells problems by what is open to the whole alliance; a guest is none of it.
  expect((await loadActivity(world.engineer, id)).news).toMatchObject({ zh: "稿子" });
  expect((await loadActivity(expert, id)).news).toBeNull();
  expect(await refusal(requireActivity(expert, other))).toBe("not_found");
  expect(await loadOwnActivityStays(expert)).toMatchObject([{ id, topic: "灌装线会诊" }]);
  expect((await loadActivityGuests(world.secretariat, id)).guests).toMatchObject([{ state: "HERE" }]);
  expect(await refusal(loadActivityGuests(expert, id))).toBe("not_found");

  const { until, version } = await db.guest.findUniqueOrThrow({ where: { id: guestId } });
  const over = await actorOf(personId, until);
  expect(over.standings).toEqual([]);
  for (const late of [over, { ...expert, now: until }])
    expect(await refusal(requireActivity(late, id))).toBe("not_found");
  await changeActivityGuest(world.secretariat, id, { guestId, version, until: dayIn(6) });
  expect((await requireActivity(await actorOf(personId, until), id)).parts).toEqual(["INVITED"]);
  expect(await refusal(endActivityGuest(world.secretariat, other, guestId))).toBe("not_found");
  await endActivityGuest(world.secretariat, id, guestId);
  for (const actor of [expert, await actorOf(personId, now)])
    expect(await refusal(requireActivity(actor, id))).toBe("not_found");
});
