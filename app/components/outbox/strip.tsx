import { Link } from "@remix-run/react";
import { CircleAlert, CloudUpload } from "lucide-react";
import { useEffect } from "react";
import { isUnsent } from "#app/browser/outbox/posts.ts";
import { registerServiceWorker } from "#app/browser/outbox/register.ts";
import { startOutbox } from "#app/browser/outbox/run.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { cx } from "../cx.ts";
import { type Outbox, useOutbox } from "./use-outbox.ts";

export type StripProps = { person: { id: string; name: string } | null };

/** On every page: sends what waits, and says so in one line while there is something to say. */
export function Strip({ person }: StripProps) {
  const locale = useLocale();
  const [id, name] = [person?.id ?? null, person?.name ?? ""];
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    startOutbox(id === null ? null : { personId: id, name, locale }).then(
      (started) => {
        stop = started;
        if (gone) stop();
      },
      // Nothing can be kept here, as in some private windows.
      () => undefined,
    );
    void registerServiceWorker(locale);
    return () => {
      gone = true;
      stop?.();
    };
  }, [id, name, locale]);
  const outbox = useOutbox(id);
  return <div role="status">{outbox && <Line outbox={outbox} />}</div>;
}

function Line({ outbox: { posts } }: { outbox: Outbox }) {
  const w = useWords(outboxWords).strip;
  const refused = posts.filter(({ state }) => state === "refused").length;
  const unsent = posts.filter((post) => post.state !== "refused" && isUnsent(post));
  const files = unsent.flatMap((post) => (post.problemId ? post.files : []));
  if (refused + unsent.length === 0) return null;
  const text =
    refused > 0
      ? w.refused(refused)
      : files.length > 0
        ? w.files(files.filter(({ state }) => state === "sent").length, files.length)
        : unsent.some(({ state }) => state === "sending")
          ? w.sending
          : w.waiting(unsent.length);
  const Mark = refused > 0 ? CircleAlert : CloudUpload;
  return (
    <Link
      to={paths.outbox()}
      className={cx(
        "no-print flex min-h-12 items-center justify-center gap-2 border-b px-4 py-1 text-center text-sm font-medium underline",
        refused > 0 ? "border-urgent-line bg-urgent-soft text-urgent" : "border-moving-line bg-moving-soft text-moving",
      )}
    >
      <Mark aria-hidden className="size-4 shrink-0" />
      {text}
    </Link>
  );
}
