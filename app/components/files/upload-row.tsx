import { CircleAlert, CircleCheck, RotateCcw, WifiOff, X } from "lucide-react";
import { cancelUpload, mayRetry, retryUpload, type UploadItem } from "#app/browser/upload/upload-list.ts";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { claimedKind } from "#app/modules/attachments/rules.ts";
import { filesWords } from "#app/words/files.ts";
import { Button } from "../actions/button.tsx";
import { FileMark } from "./file-mark.tsx";

type Texts = (typeof filesWords)["en"];

const UNDER_WAY = new Set(["sending", "waiting", "checking"]);

/** Why a file was not taken, in the reader's words. */
export function failureText({ failure }: UploadItem, w: Texts): string {
  if (!failure) return "";
  if ("why" in failure) return failure.text || w.failure[failure.why];
  const { messageKey, values } = failure.before;
  if (messageKey === "file-empty") return w.empty;
  return messageKey === "file-too-big" ? w.tooBig(Number(values?.max)) : w.wrongType;
}

/** One file on its way: how far it is, and what can be done about it. */
export function UploadRow({ item }: { item: UploadItem }) {
  const w = useWords(filesWords);
  const { state, name, percent } = item;
  const waits = state === "queued" || UNDER_WAY.has(state);
  return (
    <li className="space-y-2 p-3">
      <div className="flex items-center gap-3">
        <FileMark kind={claimedKind(name, item.type) ?? "DOCUMENT"} />
        <div className="min-w-0 grow">
          <p className="truncate font-medium">{name}</p>
          <p className="text-sm text-muted tabular-nums">{formatBytes(item.size)}</p>
        </div>
        {waits && (
          <Button
            type="button"
            variant="secondary"
            icon={X}
            aria-label={w.cancelNamed(name)}
            onClick={() => cancelUpload(item.id)}
          >
            {w.cancel}
          </Button>
        )}
        {mayRetry(item) && (
          <Button
            type="button"
            variant="secondary"
            icon={RotateCcw}
            aria-label={w.retryNamed(name)}
            onClick={() => retryUpload(item.id)}
          >
            {w.retry}
          </Button>
        )}
      </div>
      {UNDER_WAY.has(state) && (
        <progress
          aria-label={w.progressOf(name)}
          value={percent}
          max={100}
          className="block h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-primary-fill [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-primary-fill"
        />
      )}
      <State item={item} />
    </li>
  );
}

function State({ item }: { item: UploadItem }) {
  const w = useWords(filesWords);
  const { state } = item;
  if (state === "failed")
    return (
      <p className="flex items-start gap-1.5 text-sm font-medium text-urgent">
        <CircleAlert aria-hidden className="mt-[0.2em] size-4 shrink-0" />
        {failureText(item, w)}
      </p>
    );
  const Mark = state === "done" ? CircleCheck : state === "waiting" ? WifiOff : null;
  return (
    <p className="flex items-center gap-1.5 text-sm text-muted tabular-nums">
      {Mark && <Mark aria-hidden className="size-4 shrink-0" />}
      {state === "sending" ? w.sending(item.percent) : w.state[state]}
    </p>
  );
}
