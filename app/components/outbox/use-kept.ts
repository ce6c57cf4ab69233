import { useEffect, useState } from "react";
import { onChange } from "#app/browser/outbox/changes.ts";
import { deviceDatabase } from "#app/browser/outbox/database.ts";
import type { KeptForm, ReadingCopy } from "#app/browser/outbox/records.ts";

export type Kept = { copies: ReadingCopy[]; forms: KeptForm[] };

/** What this person may read here without signal, the latest first; undefined until it is known. */
export function useKept(personId: string): Kept | undefined {
  const [kept, setKept] = useState<Kept>();
  useEffect(() => {
    let gone = false;
    const read = async () => {
      const db = await deviceDatabase();
      const [copies, forms] = await Promise.all([
        db.getAllFromIndex("copies", "person", personId),
        db.getAllFromIndex("forms", "person", personId),
      ]);
      if (!gone) setKept({ copies: copies.sort((a, b) => b.at - a.at), forms: forms.sort((a, b) => b.at - a.at) });
    };
    const stop = onChange((change) => change.kind === "rows" && void read());
    read().catch(() => setKept({ copies: [], forms: [] }));
    return () => {
      gone = true;
      stop();
    };
  }, [personId]);
  return kept;
}
