import { randomInt } from "node:crypto";
import { db, inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { DomainError, invalid } from "#app/lib/errors.ts";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { hashPassword } from "./password.server.ts";

const SETTING = "setup-code";
/** Without letters and digits that look alike. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** Nobody has an account yet. */
export async function needsSetUp(): Promise<boolean> {
  return (await db.person.findFirst({ select: { id: true } })) === null;
}

/** A new one-time code for /setup; an earlier one is void. Only its hash is kept. */
export async function createSetupCode(): Promise<string> {
  const letters = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const value = { hash: hashSecret(letters) };
  await db.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } });
  return letters.match(/.{4}/g)?.join("-") ?? letters;
}

export type SetUpInput = {
  code: string;
  platformName: string;
  federationName: string;
  name: string;
  email?: string;
  phone?: string;
  password: string;
};

/**
 * Sets the installation up: the platform, the federation, the first administrator. The code works once.
 * @returns the administrator's id
 */
export async function setUpInstallation(input: SetUpInput, now: Date): Promise<string> {
  const passwordHash = await hashPassword(input.password);
  try {
    return await inTransaction(async (tx) => {
      // Deleting is the lock: of two who send the code at once, one finds it gone.
      const used = await tx.setting.deleteMany({
        where: { key: SETTING, value: { equals: { hash: hashSecret(plain(input.code)) } } },
      });
      if (used.count === 0) throw invalid("wrong_setup_code", "code");
      if ((await tx.person.count()) > 0) throw new DomainError("conflict", "already_set_up");
      const platform = await tx.organisation.create({
        data: { kind: "PLATFORM", name: input.platformName, createdAt: now },
      });
      const federation = await tx.organisation.create({
        data: { kind: "FEDERATION", name: input.federationName, createdAt: now },
      });
      const person = await tx.person.create({
        data: {
          name: input.name,
          email: input.email ?? null,
          phone: input.phone ?? null,
          passwordHash,
          createdAt: now,
        },
      });
      await tx.membership.create({
        data: {
          personId: person.id,
          organisationId: platform.id,
          role: "ADMIN",
          startsAt: now,
          createdById: person.id,
        },
      });
      const by = { personId: person.id, name: person.name };
      await recordEvent(tx, {
        type: "organisation.created",
        organisationId: federation.id,
        subjectKind: "organisation",
        subjectId: federation.id,
        by,
        at: now,
      });
      await recordEvent(tx, {
        type: "installation.set-up",
        organisationId: platform.id,
        subjectKind: "installation",
        subjectId: platform.id,
        by,
        at: now,
      });
      return person.id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw invalid("contact_taken", "email");
    throw error;
  }
}
