import { db } from "#app/lib/db.server.ts";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/lib/i18n.ts";
import { type Preferences, readPreferences, type StoredPreferences } from "./preferences.ts";

/** One person as a recipient of messages. */
export type Recipient = {
  personId: string;
  name: string;
  locale: Locale;
  /** Where mail goes; null when there is no address, or its server refused it. */
  address: string | null;
  preferences: Preferences;
};

type Row = {
  id: string;
  name: string;
  locale: string;
  email: string | null;
  refused: string | null;
  zone: string | null;
  choices: StoredPreferences | null;
};

/** People as they may be reached now, by id, in one statement; those whose account is shut are left out. */
export async function loadRecipients(personIds: readonly string[]): Promise<Map<string, Recipient>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT p."id", p."name", p."locale", p."email", r."address" AS "refused", to_jsonb(c) AS "choices",
      (SELECT o."timeZone" FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
       WHERE m."personId" = p."id" AND (m."endsAt" IS NULL OR m."endsAt" > now()) ORDER BY m."startsAt" LIMIT 1) AS "zone"
    FROM "Person" p
    LEFT JOIN "NoticePreference" c ON c."personId" = p."id"
    LEFT JOIN "RefusedAddress" r ON r."personId" = p."id"
    WHERE p."id" = ANY (${[...personIds]}::uuid[]) AND p."disabledAt" IS NULL`;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        personId: row.id,
        name: row.name,
        locale: isLocale(row.locale) ? row.locale : DEFAULT_LOCALE,
        // An address that was changed since it was refused is a new one.
        address: row.email && row.email !== row.refused ? row.email : null,
        preferences: readPreferences(row.choices && { ...row.choices, silent: row.choices.silent ?? [] }, row.zone),
      },
    ]),
  );
}
