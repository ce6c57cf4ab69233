import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { CircleCheckBig, CloudUpload, Hourglass } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { buttonLook } from "../actions/button-look.ts";
import { cx } from "../cx.ts";
import { toneText } from "../tone.ts";
import { FileRows } from "./file-rows.tsx";
import { useOutbox } from "./use-outbox.ts";

type ReceiptProps = { postId: string; personId: string; onRefused: (result: SubmissionResult) => void };

/** What became of a form that was just sent: its number as soon as the text has arrived, then its files. */
export function Receipt({ postId, personId, onRefused }: ReceiptProps) {
  const w = useWords(outboxWords);
  const outbox = useOutbox(personId);
  const post = outbox?.posts.find(({ id }) => id === postId);
  const refusal = post?.state === "refused" && !post.problemId ? post.refusal : undefined;
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });
  useEffect(() => {
    if (!refusal || !post) return;
    const { text, errors = { "": [text] } } = refusal;
    refused.current({ status: "error", initialValue: Object.fromEntries(post.fields), error: errors });
  }, [refusal, post]);
  if (!post) return <p role="status">{outbox === undefined ? w.loading : w.sendingText}</p>;
  const { number, problemId, unfinished, files } = post;
  const [Mark, tone] = number
    ? ([CircleCheckBig, "done"] as const)
    : post.state === "sending"
      ? ([CloudUpload, "moving"] as const)
      : ([Hourglass, "waiting"] as const);
  const title = number
    ? unfinished
      ? w.receivedDraft(number)
      : w.received(number)
    : w.state[post.state === "sending" ? "sending" : "waiting"];
  // Without signal a whole page is asked for, which the service worker answers.
  const reload = !navigator.onLine || location.pathname === paths.offline();
  const filesToCome = files.some(({ state }) => state === "waiting" || state === "sending");
  return (
    <section aria-label={w.title} className="max-w-form rounded-md border border-line bg-surface p-5">
      <div role="status">
        <Mark aria-hidden className={cx("mb-2 size-9", toneText[tone])} />
        <h2 className="text-xl tabular-nums">{title}</h2>
        <div className="mt-1 text-muted">
          {!number && <p>{w.keptHere}</p>}
          {number && !unfinished && <p>{w.waitsForReview}</p>}
          {number && filesToCome && <p>{w.filesFollow}</p>}
        </div>
      </div>
      {files.length > 0 && (
        <div className="mt-4">
          <FileRows files={files} progress={outbox?.progress ?? new Map()} />
        </div>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        {problemId && (
          <Link to={paths.problem(problemId)} reloadDocument={reload} className={buttonLook("primary", "large")}>
            {w.openProblem}
          </Link>
        )}
        <a href={paths.newProblem()} className={buttonLook("secondary", "large")}>
          {w.postAnother}
        </a>
        <Link to={paths.outbox()} reloadDocument={reload} className={buttonLook("quiet", "large")}>
          {w.allOfIt}
        </Link>
      </div>
    </section>
  );
}
