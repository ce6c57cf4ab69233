import { TimeAgo } from "../facts/time.tsx";
import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { AssetField } from "#app/modules/equipment/rules.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export type AssetEntry = {
  id: string;
  type: string;
  at: Moment;
  actor: string;
  reason: string;
  changes: { field: AssetField; was: string; is: string }[];
};

/** Who wrote what into a machine's entry, latest first. */
export function AssetHistory({ entries, imported }: { entries: AssetEntry[]; imported: Moment | null }) {
  const w = useWords(equipmentWords);
  return (
    <ol className="divide-y divide-line text-dense">
      {entries.map((entry) => (
        <li key={entry.id} className="py-2">
          <p className="flex flex-wrap gap-x-3">
            <span className="font-medium">{w.historyOf[entry.type] ?? entry.type}</span>
            <span className="text-muted">{entry.actor}</span>
            <span className="text-muted">
              <TimeAgo at={entry.at} />
            </span>
          </p>
          {entry.reason && <p className="wrap-anywhere">{entry.reason}</p>}
          {entry.changes.map((one) => (
            <p key={one.field} className="text-muted wrap-anywhere">
              {w.changed(w.field[one.field], one.was, one.is)}
            </p>
          ))}
        </li>
      ))}
      {imported && (
        <li className="flex flex-wrap gap-x-3 py-2">
          <span className="font-medium">{w.importedAt}</span>
          <span className="text-muted">
            <TimeAgo at={imported} />
          </span>
        </li>
      )}
    </ol>
  );
}
