import { Form, useRevalidator } from "@remix-run/react";
import { Ban, CircleCheckBig, CircleX, Clock, LoaderCircle, RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { Button } from "../actions/button.tsx";
import { buttonLook } from "../actions/button-look.ts";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { Chip } from "../facts/chip.tsx";
import { DayTime } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";

type Line = {
  id: string;
  state: "WAITING" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";
  total: number;
  done: number;
  createdAt: Date | string;
  size: number | null;
  sha256: string | null;
  by: string;
  ready: boolean;
  removedAt: Date | string | null;
};

const LOOK = {
  WAITING: ["waiting", Clock],
  RUNNING: ["moving", LoaderCircle],
  DONE: ["done", CircleCheckBig],
  FAILED: ["urgent", CircleX],
  CANCELLED: ["still", Ban],
} as const;

const EVERY_MS = 2_000;

type ExportListProps = { exports: readonly Line[]; keptDays: number; timeZone: string; mayCancel: boolean };

/** What was made and what is being made; asks again while something is, without script the browser does. */
export function ExportList({ exports, keptDays, timeZone, mayCancel }: ExportListProps) {
  const w = useWords(dossierWords);
  const running = exports.some((one) => one.state === "WAITING" || one.state === "RUNNING");
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!running || state !== "idle") return;
    const timer = setTimeout(revalidate, EVERY_MS);
    return () => clearTimeout(timer);
  }, [running, state, revalidate]);
  return (
    <Section title={w.exports} hint={w.kept(keptDays)}>
      {running && (
        <noscript>
          <meta httpEquiv="refresh" content="4" />
        </noscript>
      )}
      {exports.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {exports.map((one) => (
            <li key={one.id} className="space-y-2 py-3">
              <Head line={one} timeZone={timeZone} />
              {(one.state === "WAITING" || one.state === "RUNNING") && <Progress line={one} mayCancel={mayCancel} />}
              {one.state === "FAILED" && <p className="text-sm">{w.failed}</p>}
              {one.removedAt !== null && <p className="text-sm text-muted">{w.removed}</p>}
              {one.ready && (
                <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                  <a href={awardPaths.dossierExport(one.id)} download className={buttonLook("secondary", "small")}>
                    {w.download(formatBytes(one.size ?? 0))}
                  </a>
                  <span className="min-w-0 font-mono text-xs text-muted wrap-anywhere">
                    {w.sha256} {one.sha256}
                  </span>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Head({ line, timeZone }: { line: Line; timeZone: string }) {
  const w = useWords(dossierWords);
  const [tone, mark] = LOOK[line.state];
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Chip tone={tone} icon={mark}>
        {w.state[line.state]}
      </Chip>
      <DayTime at={line.createdAt} timeZone={timeZone} />
      <span className="text-muted">{w.madeBy(line.by)}</span>
      {line.total > 1 && line.state === "DONE" && (
        <span className="text-muted tabular-nums">{w.progress(line.done, line.total)}</span>
      )}
    </p>
  );
}

function Progress({ line, mayCancel }: { line: Line; mayCancel: boolean }) {
  const w = useWords(dossierWords);
  return (
    <div className="max-w-form space-y-2" role="status">
      <progress
        className="h-3 w-full appearance-none overflow-hidden rounded-full border border-line bg-sunken [&::-moz-progress-bar]:bg-(--primary-fill) [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-(--primary-fill)"
        max={Math.max(1, line.total)}
        value={line.done}
        aria-label={w.state[line.state]}
      />
      <p className="tabular-nums">{w.progress(line.done, line.total)}</p>
      <div className="flex flex-wrap gap-3">
        <Form method="get">
          <Button variant="secondary" size="small" icon={RefreshCw}>
            {w.refresh}
          </Button>
        </Form>
        {mayCancel && (
          <Form method="post">
            <input type="hidden" name="intent" value="cancel" />
            <input type="hidden" name="exportId" value={line.id} />
            <ConfirmButton label={w.cancel} question={w.cancelSure} variant="quiet" size="small" />
          </Form>
        )}
      </div>
    </div>
  );
}
