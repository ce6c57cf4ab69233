import type { Tx } from "#app/lib/db.server.ts";
import { membersOfAlliance } from "#app/modules/problems/release-choices.server.ts";
import { firmKey, type KnownFirm } from "./firm-names.ts";

type Reader = Pick<Tx, "alliance" | "allianceMember" | "enterprise" | "organisation">;
export type Place = { organisationId: string; kind: "ENTERPRISE" | "ALLIANCE" };

const select = {
  organisationId: true,
  aliases: true,
  organisation: { select: { name: true, shortName: true, nameEn: true } },
} as const;
type Row = {
  organisationId: string;
  aliases: string[];
  organisation: { name: string; shortName: string; nameEn: string };
};
const firmOf = (row: Row): KnownFirm => ({
  id: row.organisationId,
  name: row.organisation.name,
  shortName: row.organisation.shortName,
  aliases: row.organisation.nameEn ? [...row.aliases, row.organisation.nameEn] : row.aliases,
});

/** Enterprises a ledger's rows may go to: the own one, or those in the alliance today (also by a studio of theirs). */
export async function knownFirms(reader: Reader, place: Place, now: Date): Promise<KnownFirm[]> {
  const ids =
    place.kind === "ENTERPRISE"
      ? [place.organisationId]
      : (await membersOfAlliance(reader, place.organisationId, now)).map((member) => member.enterpriseId);
  const rows = await reader.enterprise.findMany({
    where: { organisationId: { in: ids }, organisation: { OR: [{ closedAt: null }, { closedAt: { gt: now } }] } },
    select,
    orderBy: { organisation: { name: "asc" } },
  });
  return rows.map(firmOf);
}

/** An enterprise of the product, member or not, that goes by this name already. */
export async function enterpriseNamed(reader: Reader, name: string): Promise<KnownFirm | undefined> {
  const key = firmKey(name);
  const rows = await reader.enterprise.findMany({ select });
  return rows
    .map(firmOf)
    .find((firm) =>
      [firm.name, firm.shortName, ...firm.aliases].some((known) => known !== "" && firmKey(known) === key),
    );
}
