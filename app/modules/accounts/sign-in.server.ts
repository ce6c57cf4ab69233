import { db, inTransaction } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { verifyPassword } from "./password.server.ts";
import { chainOfPerson } from "./platform.server.ts";
import { normaliseEmail, normalisePhone } from "./schema.ts";
import { openSession } from "./session.server.ts";
import { countAttempt, forgiveAttempt } from "./throttle.server.ts";

/** The stored form of what somebody signs in with: an e-mail address or a phone number. */
const contactOf = (identifier: string) =>
  identifier.includes("@") ? { email: normaliseEmail(identifier) } : { phone: normalisePhone(identifier) };

/**
 * Signs in with e-mail or phone number and password; any session the browser had ends.
 * Whether the account exists shows neither in the message nor in the time.
 * @returns the Set-Cookie header
 * @throws DomainError invalid (wrong), throttled (too many failures for the account or from the address)
 */
export async function signIn(
  request: Request,
  input: { identifier: string; password: string },
  now: Date,
): Promise<string> {
  const contact = contactOf(input.identifier);
  const account = contact.email ?? contact.phone ?? "";
  const address = clientAddress(request);
  await countAttempt("address", address);
  await countAttempt("account", account);
  const person = await db.person.findFirst({
    where: contact,
    select: { id: true, name: true, passwordHash: true, disabledAt: true },
  });
  const right = await verifyPassword(person?.passwordHash ?? null, input.password);
  if (!person || !right || person.disabledAt !== null) throw new DomainError("invalid", "wrong_sign_in");
  await forgiveAttempt("account", account, true);
  await forgiveAttempt("address", address);
  await inTransaction(async (tx) => {
    await recordEvent(tx, {
      type: "person.signed-in",
      organisationId: await chainOfPerson(tx, person.id),
      subjectKind: "person",
      subjectId: person.id,
      by: { personId: person.id, name: person.name },
      at: now,
    });
  });
  return openSession(request, person.id, { now });
}
