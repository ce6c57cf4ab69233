import { useNavigation } from "@remix-run/react";
import { FlaskConical, Megaphone, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { useUnsent } from "./use-unsent.ts";

const strip = "flex min-h-8 items-center justify-center gap-1.5 px-4 py-1 text-center text-xs";

/** On every page of an instance that shows invented data, also on paper. */
export function DemoRibbon() {
  const w = useWords(commonWords);
  return (
    <aside
      aria-label={w.demoLabel}
      className="sticky top-0 z-50 flex h-7 items-center justify-center gap-1.5 border-b border-waiting-line bg-waiting-soft px-4 text-xs text-waiting print:static"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{w.demo}</span>
    </aside>
  );
}

/** A sentence of the operator to everybody. */
export function Banner({ text }: { text: string }) {
  return (
    <div className={`${strip} no-print border-b border-moving-line bg-moving-soft text-moving`}>
      <Megaphone aria-hidden className="size-3.5 shrink-0" />
      {text}
    </div>
  );
}

/** Says so while there is no network. */
export function OfflineNotice() {
  const w = useWords(commonWords);
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    const update = () => setOffline(!navigator.onLine);
    update();
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return (
    <div role="status">
      {offline && (
        <div className={`${strip} no-print border-b border-urgent-line bg-urgent-soft font-medium text-urgent`}>
          <WifiOff aria-hidden className="size-3.5 shrink-0" />
          {outboxPossible() ? w.offlineOutbox : w.offline}
        </div>
      )}
    </div>
  );
}

/** A thin bar at the top while the next page is fetched or a form is sent. */
export function PendingBar() {
  const w = useWords(commonWords);
  const { state } = useNavigation();
  if (useUnsent() !== null || state === "idle") return null;
  return (
    <div className="no-print fixed inset-x-0 top-0 z-60 h-0.75 overflow-hidden bg-primary-soft">
      <div className="h-full w-1/3 animate-[frame-pending_1.1s_ease-in-out_infinite] bg-primary-fill" />
      <span role="status" className="sr-only">
        {state === "submitting" ? w.sending : w.loading}
      </span>
    </div>
  );
}
