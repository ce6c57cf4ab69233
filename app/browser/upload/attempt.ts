import type { FileRouter } from "uploadthing/types";
import { paths } from "#app/lib/paths.ts";
import { failureOf, UploadRefused } from "./failures.ts";

/** Nothing has moved for so long: the connection is dead, though nobody said so. */
const STALL = 30_000;
/** A whole file is read and judged before the answer comes. */
const LONGEST_CHECK = 300_000;

export type Attempt = {
  file: File;
  /** Which of the server's routes takes it. */
  route: "files" | "confidential";
  input: Record<string, unknown>;
  /** The server's earlier answer to the request for leave, if it is to be used again. */
  permit: string | null;
  onPermit: (permit: string) => void;
  onLoaded: (loaded: number) => void;
  signal?: AbortSignal;
};

/**
 * Sends what is missing of one file with UploadThing's client, over one connection. The client asks how much has
 * arrived (HEAD) and sends the rest (PUT with Range). @throws UploadRefused, PermitLost, ServerFault; any other error is
 * a lost connection
 */
export async function attempt(job: Attempt): Promise<{ id: string }> {
  const { file, route, input, permit, onPermit, onLoaded, signal } = job;
  const { genUploader } = await import("uploadthing/client");
  const requests = new AbortController();
  const end = ending(file, signal);

  // The library logs a failed question and guesses on; here it ends the attempt, and the library waits for ever.
  const ask = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const about = init?.method === "POST" ? "leave" : "bytes";
    if (about === "leave" && permit) return new Response(permit);
    try {
      const answer = await fetch(url, { ...init, signal: requests.signal });
      if (!answer.ok) throw failureOf(answer.status, await answer.json().catch(() => null), about);
      if (about === "leave") onPermit(await answer.clone().text());
      return answer;
    } catch (error) {
      end.with(error);
      return new Promise<never>(() => {});
    }
  };
  const { createUpload } = genUploader<FileRouter>({ url: paths.uploads(), package: "jianglian", fetch: ask });
  const options = {
    files: [file],
    input,
    onUploadProgress: ({ loaded }: { loaded: number }) => {
      // The form around the file counts too.
      const own = Math.min(loaded, file.size);
      end.moved(own);
      onLoaded(own);
    },
  };
  const begun = createUpload(route, options);
  try {
    const upload = await Promise.race([begun, end.come]);
    const { serverData } = await Promise.race([upload.done(file), end.come]);
    return arrived(serverData);
  } catch (error) {
    requests.abort();
    begun.then((upload) => upload.pauseUpload(file)).catch(() => {});
    throw inPlainTerms(error);
  } finally {
    end.watchNoMore();
  }
}

function arrived(serverData: unknown): { id: string } {
  const { id, refused } = (serverData ?? {}) as { id?: string; refused?: string };
  if (id === undefined) throw new UploadRefused("refused", refused);
  return { id };
}

/** The library passes on what became of its PUT only as text. */
function inPlainTerms(error: unknown): unknown {
  const { message, data } = (error ?? {}) as { message?: string; data?: unknown };
  const status = /^XHR failed (\d{3})/.exec(message ?? "")?.[1];
  return status ? failureOf(Number(status), data, "bytes") : error;
}

/** The ways in which an attempt ends other than by success: an error, a cancellation, nothing moving any more. */
function ending(file: File, signal: AbortSignal | undefined) {
  let fail: (error: unknown) => void = () => {};
  const come = new Promise<never>((_, reject) => {
    fail = reject;
  });
  come.catch(() => {});
  let loaded = 0;
  let movedAt = Date.now();
  const cancelled = () => fail(signal?.reason);
  if (signal?.aborted) cancelled();
  signal?.addEventListener("abort", cancelled);
  const watch = setInterval(() => {
    const limit = loaded < file.size ? STALL : LONGEST_CHECK;
    if (Date.now() - movedAt > limit) fail(new Error("stalled"));
  }, 2_000);
  return {
    come,
    with: (error: unknown) => fail(error),
    moved(to: number) {
      loaded = to;
      movedAt = Date.now();
    },
    watchNoMore() {
      clearInterval(watch);
      signal?.removeEventListener("abort", cancelled);
    },
  };
}
