import { useWords } from "#app/lib/i18n-context.tsx";
import { dossierWords } from "#app/words/dossier.ts";
import { DayTime } from "../facts/time.tsx";
import { EvidenceFiles } from "../files/evidence-files.tsx";

type Scan = { id: string; fileName: string; kind: string; size: number; by: string; createdAt: Date | string };

/** The stamped paper, scanned: what there is, by whom and when, and a form to add to it. */
export function Scans({ scans, open, timeZone }: { scans: readonly Scan[]; open: boolean; timeZone: string }) {
  const w = useWords(dossierWords).scans;
  return (
    <EvidenceFiles
      files={scans}
      open={open}
      words={w}
      intents={{ add: "scan", remove: "remove-scan" }}
      note={(scan) => (
        <>
          {w.by(scan.by)} · <DayTime at={scan.createdAt} timeZone={timeZone} />
        </>
      )}
    />
  );
}
