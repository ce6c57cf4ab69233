import { randomUUID } from "node:crypto";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { action as permit } from "#app/routes/api.uploadthing.ts";
import { action as put, loader as head } from "#app/routes/ingest.$key.ts";

const ORIGIN = "http://uploads.test";
type Answer = { status: number; body: unknown };

const run = async (work: () => Promise<Response>): Promise<Answer & { headers: Headers }> => {
  try {
    const response = await work();
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  } catch (error) {
    const { status, messageKey } = error as { status?: number; messageKey?: string };
    if (!status) throw error;
    return { status, headers: new Headers(), body: { messageKey } };
  }
};

export type Sender = {
  /** Of the session the requests are made in. */
  cookie: string;
  ask(file: { name: string; type: string; size: number }, ownerId: string, clientId?: string): Promise<Answer>;
  head(url: string): Promise<number | string>;
  /** Sends any bytes under any headers. */
  putRaw(url: string, bytes: Buffer, headers: Record<string, string>): Promise<Answer>;
  /** Sends from `start` on; with `until` the connection breaks there. */
  put(url: string, bytes: Buffer, options?: { start?: number; until?: number; pause?: Promise<void> }): Promise<Answer>;
};

/** Speaks the protocol as UploadThing's client does, as this person. */
export async function senderFor(personId: string): Promise<Sender> {
  const cookie = (await openSession(new Request(ORIGIN), personId, { now: new Date() })).split(";")[0] ?? "";
  const args = (request: Request) => ({ request, params: {}, context: {} });
  return {
    cookie,
    putRaw: (url, bytes, headers) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(bytes));
          controller.close();
        },
      });
      const init = { method: "PUT", headers: { Cookie: cookie, ...headers }, body, duplex: "half" };
      return run(() => put(args(new Request(ORIGIN + url, init as RequestInit))));
    },
    ask: (file, ownerId, clientId = randomUUID()) =>
      run(() =>
        permit(
          args(
            new Request(`${ORIGIN}/api/uploadthing?actionType=upload&slug=files`, {
              method: "POST",
              headers: { Cookie: cookie, "Content-Type": "application/json", "x-uploadthing-version": "7.7.4" },
              body: JSON.stringify({ files: [file], input: { ownerKind: "problem", ownerId, clientIds: [clientId] } }),
            }),
          ),
        ),
      ),
    async head(url) {
      const answer = await run(() =>
        head(args(new Request(ORIGIN + url, { method: "HEAD", headers: { Cookie: cookie } }))),
      );
      return answer.status === 200 ? Number(answer.headers.get("x-ut-range-start")) : String(answer.status);
    },
    put(url, bytes, { start = 0, until, pause } = {}) {
      const boundary = "----aBoundaryOfTheBrowser";
      const before = Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      );
      const after = Buffer.from(`\r\n--${boundary}--\r\n`);
      const rest = bytes.subarray(start);
      const whole = Buffer.concat([before, rest, after]);
      const end = until === undefined ? whole.length : before.length + (until - start);
      let at = 0;
      const body = new ReadableStream({
        async pull(controller) {
          if (at >= end) {
            await pause;
            if (end < whole.length) controller.error(new Error("connection lost"));
            else controller.close();
            return;
          }
          const next = Math.min(end, at + 65_536);
          controller.enqueue(new Uint8Array(whole.subarray(at, next)));
          at = next;
        },
      });
      const headers = {
        Cookie: cookie,
        Range: `bytes=${start}-`,
        "Content-Type": `multipart/form-data; boundary=${boundary}`,
        "Content-Length": String(whole.length),
      };
      const init = { method: "PUT", headers, body, duplex: "half" };
      return run(() => put(args(new Request(ORIGIN + url, init as RequestInit))));
    },
  };
}
