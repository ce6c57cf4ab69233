import { type Access, includesLayer, type Layer } from "#app/modules/problems/access.ts";

type Row = {
  id: string;
  state: "CONVENED" | "FIXED" | "RECORDED" | "CANCELLED";
  mode: "ON_SITE" | "VIDEO";
  heldAt: Date | null;
  place: string;
  invited: string;
  outcome: string;
  outcomeLayer: Layer;
  dissent: string;
  seats: readonly {
    personId: string;
    state: string;
    person: { name: string };
    organisation: { id: string; name: string; shortName: string; parentId: string | null };
    opinions: readonly { version: number; layer: Layer; text: string; dissents: boolean }[];
  }[];
};

type Reader = {
  personId: string;
  access: Access;
  /** Enters every room of this problem by office. */
  office: boolean;
  shows(organisation: { id: string; parentId: string | null }): boolean;
};

/**
 * Joint diagnoses as a problem's page lists them: what came out of them and who saw it otherwise, each in its own
 * layer. Somebody who reads the summary only finds those they are invited to.
 */
export function shownDiagnoses(rows: readonly Row[], { personId, access, office, shows }: Reader) {
  const detail = includesLayer(access.layer, "DETAIL");
  return rows.flatMap((row) => {
    const seated = row.seats.some((seat) => seat.personId === personId && seat.state !== "WITHDRAWN");
    if (!detail && !seated && !office) return [];
    const reads = (layer: Layer) => includesLayer(access.layer, layer);
    const hasRoom = row.seats.length > 0;
    const outcomeRead = row.outcome !== "" && reads(row.outcomeLayer);
    return [
      {
        id: row.id,
        state: row.state,
        mode: row.mode,
        heldAt: row.heldAt?.toISOString() ?? null,
        // Of one held without a room; a room tells those who come.
        place: detail && access.knowsPoster && !hasRoom ? row.place : "",
        invited: detail && access.knowsPoster && !hasRoom ? row.invited : "",
        outcome: outcomeRead ? row.outcome : "",
        dissent: outcomeRead ? row.dissent : "",
        dissents: row.seats.flatMap((seat) => {
          const last = seat.opinions.filter((one) => reads(one.layer)).at(-1);
          if (row.state !== "RECORDED" || !detail || !last?.dissents) return [];
          const named = shows(seat.organisation);
          return [
            {
              name: named ? seat.person.name : null,
              from: named ? seat.organisation.shortName || seat.organisation.name : null,
              text: last.text,
            },
          ];
        }),
        room: hasRoom && (office || seated),
      },
    ];
  });
}
