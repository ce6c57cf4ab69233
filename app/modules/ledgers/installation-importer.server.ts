import { db, inTransaction } from "#app/lib/db.server.ts";
import { DEFAULT_LOCALE } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { guessIndustry } from "./industry.ts";
import type { ImportPlace } from "./policy.ts";

const EMAIL = "ledger-import@installation.invalid";
const NAME = "台账导入";

/**
 * Who imports when the operator does it from the command line for nobody in particular: a technical account that
 * nobody can sign in to, acting for this one organisation only.
 */
export async function installationImporter(place: ImportPlace, now: Date): Promise<Actor> {
  const person = await db.person.upsert({
    where: { email: EMAIL },
    create: { name: NAME, email: EMAIL, disabledAt: now, createdAt: now },
    update: {},
    select: { id: true },
  });
  return {
    personId: person.id,
    name: NAME,
    locale: DEFAULT_LOCALE,
    now,
    currentOrganisationId: place.organisationId,
    standings: [
      {
        role: place.kind === "ALLIANCE" ? "SECRETARIAT" : "REVIEWER",
        organisationId: place.organisationId,
        organisationKind: place.kind,
        organisationName: place.name,
        parentId: null,
        isHead: false,
      },
    ],
    recentOrganisationIds: [],
    allianceIds: [],
    officerAllianceIds: [],
    aboveIds: [],
  };
}

/** Organisations a ledger can be imported into: alliances, the largest first, then enterprises. */
export async function possiblePlaces(now: Date): Promise<ImportPlace[]> {
  const rows = await db.organisation.findMany({
    where: { kind: { in: ["ALLIANCE", "ENTERPRISE"] }, OR: [{ closedAt: null }, { closedAt: { gt: now } }] },
    select: {
      id: true,
      name: true,
      shortName: true,
      kind: true,
      alliance: { select: { _count: { select: { members: true } } } },
    },
    orderBy: [{ kind: "desc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  const size = (row: (typeof rows)[number]) => row.alliance?._count.members ?? -1;
  return rows
    .sort((a, b) => size(b) - size(a))
    .map((row) => ({
      organisationId: row.id,
      name: row.name,
      kind: row.kind === "ALLIANCE" ? "ALLIANCE" : "ENTERPRISE",
    }));
}

/** Creates the enterprise a ledger belongs to, where there is no alliance yet that it could join. */
export async function foundEnterprise(name: string, now: Date): Promise<ImportPlace> {
  return inTransaction(async (tx) => {
    const { id } = await tx.organisation.create({
      data: { kind: "ENTERPRISE", name, createdAt: now, enterprise: { create: { industry: guessIndustry(name) } } },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "organisation.created",
      organisationId: id,
      subjectKind: "organisation",
      subjectId: id,
      by: null,
      payload: { name },
      at: now,
    });
    return { organisationId: id, name, kind: "ENTERPRISE" };
  });
}
