import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";
import { db, PLANNED_ONCE } from "#app/lib/db.server.ts";
import { signal } from "#app/lib/signals.server.ts";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";

export type SessionAttributes = {
  createdAt: Date;
  lastSeenAt: Date;
  userAgent: string;
  address: string;
  currentOrganisationId: string | null;
  /** One message for the next page. */
  flash?: { kind: "success" | "error"; text: string } | null;
};
export type UserAttributes = { name: string; locale: string; theme: string };

type Row = SessionAttributes & UserAttributes & { personId: string; expiresAt: Date };

/**
 * Lucia's storage on our tables. The cookie carries the session's id; the database keeps only its SHA-256,
 * so that a copy of the database signs nobody in. People that were disabled have no sessions.
 */
export const sessionAdapter: Adapter = {
  async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await db.$queryRaw<Row[]>`
      ${PLANNED_ONCE} SELECT s."personId", s."expiresAt", s."createdAt", s."lastSeenAt", s."userAgent", s."address", s."currentOrganisationId", s."flash",
             p."name", p."locale", p."theme"
      FROM "Session" s JOIN "Person" p ON p."id" = s."personId" AND p."disabledAt" IS NULL
      WHERE s."id" = ${hashSecret(sessionId)}`;
    if (!row) return [null, null];
    const { personId, expiresAt, name, locale, theme, ...attributes } = row;
    return [
      { id: sessionId, userId: personId, expiresAt, attributes },
      { id: personId, attributes: { name, locale, theme } },
    ];
  },

  async getUserSessions(userId): Promise<DatabaseSession[]> {
    const rows = await db.session.findMany({ where: { personId: userId }, orderBy: { lastSeenAt: "desc" } });
    return rows.map(({ id, personId, expiresAt, flash: _, ...attributes }) => ({
      id,
      userId: personId,
      expiresAt,
      attributes,
    }));
  },

  async setSession({ id, userId, expiresAt, attributes }) {
    const { flash, ...rest } = attributes;
    await db.session.create({
      data: { id: hashSecret(id), personId: userId, expiresAt, ...rest, flash: flash ?? undefined },
    });
  },

  async updateSessionExpiration(sessionId, expiresAt) {
    await db.session.updateMany({ where: { id: hashSecret(sessionId) }, data: { expiresAt } });
  },

  async deleteSession(sessionId) {
    const id = hashSecret(sessionId);
    const { count } = await db.session.deleteMany({ where: { id } });
    if (count > 0) await signal(null, "sessions", [id]);
  },

  async deleteUserSessions(userId) {
    await db.session.deleteMany({ where: { personId: userId } });
  },

  async deleteExpiredSessions() {
    await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  },
};
