import { attempt } from "./attempt.ts";
import { PermitLost, ServerFault, UploadRefused } from "./failures.ts";
import { pause } from "./pause.ts";

/** `waiting`: the connection is lost and will be tried again; `checking`: all is sent, the server reads it. */
export type UploadProgress = { state: "sending" | "waiting" | "checking"; sent: number; total: number };

export type FileToSend = {
  /** The problem, or a comment being written. */
  ownerKind?: "problem" | "comment" | "activity";
  problemId: string;
  /** Whose file it is: nothing goes out when somebody else is signed in by now. */
  personId?: string;
  file: File;
  /** CONFIDENTIAL keeps it closer than files of its kind begin; nothing opens it further. */
  layer?: "DETAIL" | "CONFIDENTIAL";
  /** A UUID made by the device, once for this file: however often it is sent, it is stored once. */
  clientId: string;
  onProgress?: (progress: UploadProgress) => void;
  /** Ends it for good. */
  signal?: AbortSignal;
  /** What `onPermit` last gave, to go on where it was after the page had been closed; good for 12 hours. */
  permit?: string | null;
  /** Called with each new leave to send. Holds the file's name: keep it no longer than the file. */
  onPermit?: (permit: string | null) => void;
};

/** So often in a row the server may answer that it could not. */
const MOST_FAULTS = 6;
const LONGEST_PAUSE = 30_000;

/**
 * Sends one file of a problem, and after a lost connection goes on where it was, as long as it takes. Needs a page (its
 * library uses XMLHttpRequest), and loads that library itself. Answers the attachment's id.
 * @throws UploadRefused (the message in the reader's words, or empty), the signal's reason
 */
export async function sendFile(job: FileToSend): Promise<{ id: string }> {
  const { file, signal } = job;
  let permit = job.permit ?? null;
  let sent = 0;
  let renewed = false;
  let [failures, faults] = [0, 0];
  const onPermit = (next: string | null) => {
    permit = next;
    job.onPermit?.(next);
  };
  const onLoaded = (loaded: number) => {
    if (loaded > sent) [failures, faults, renewed] = [0, 0, false];
    sent = Math.max(sent, loaded);
    job.onProgress?.({ state: loaded < file.size ? "sending" : "checking", sent: loaded, total: file.size });
  };
  for (;;) {
    signal?.throwIfAborted();
    try {
      const route = job.layer === "CONFIDENTIAL" ? "confidential" : "files";
      return await attempt({ file, route, input: inputOf(job), permit, onPermit, onLoaded, signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof UploadRefused) throw error;
      if (error instanceof PermitLost) {
        if (renewed) throw new UploadRefused("refused", error.message);
        renewed = true;
        sent = 0;
        onPermit(null);
        continue;
      }
      if (error instanceof ServerFault) faults += 1;
      if (faults >= MOST_FAULTS) throw new UploadRefused("fault");
      await mustBeReadable(file);
    }
    failures += 1;
    job.onProgress?.({ state: "waiting", sent, total: file.size });
    // Not all devices of a hall at the same moment, when its network is back.
    await pause(Math.min(LONGEST_PAUSE, 250 * 2 ** failures) * (0.75 + Math.random() / 2), signal);
  }
}

const inputOf = ({ ownerKind = "problem", problemId, personId, clientId }: FileToSend) => ({
  ownerKind,
  ownerId: problemId,
  clientIds: [clientId],
  ...(personId && { personId }),
});

/** A file that was changed, moved or unplugged since it was chosen looks to the sender like a lost connection. */
async function mustBeReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new UploadRefused("unreadable");
  }
}
