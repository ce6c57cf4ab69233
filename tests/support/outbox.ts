import { openSession } from "#app/modules/accounts/session.server.ts";
import { action as contact } from "#app/routes/api.outbox.contact.ts";
import { loader as copy } from "#app/routes/api.outbox.copies.$id/route.ts";
import { action as post } from "#app/routes/api.outbox.posts.ts";

const ORIGIN = "http://outbox.test";
/** Answers differ by question; what a test reads of them is what its question is answered with. */
export type DeviceAnswer = {
  status: number;
  body: { id: string; mark: string; choices: { enterprises: object[] } } & Record<string, unknown>;
};

const run = async (work: () => Promise<Response>): Promise<DeviceAnswer> => {
  try {
    const response = await work();
    return { status: response.status, body: await response.json() };
  } catch (error) {
    const { status, messageKey, details } = error as { status?: number; messageKey?: string; details?: object };
    if (!status) throw error;
    return { status, body: { messageKey, ...details } as unknown as DeviceAnswer["body"] };
  }
};

/** What a device's outbox asks the server, with a session of its own for this person. */
export async function deviceOf(personId: string) {
  const cookie = (await openSession(new Request(ORIGIN), personId, { now: new Date() })).split(";")[0] ?? "";
  const ask = (path: string, init: RequestInit = {}) =>
    new Request(ORIGIN + path, { ...init, headers: { ...init.headers, Cookie: cookie } });
  return {
    request: () => ask("/"),
    post: (fields: Record<string, string>) =>
      run(() =>
        post({
          request: ask("/api/outbox/posts", { method: "POST", body: new URLSearchParams({ personId, ...fields }) }),
          params: {},
          context: {},
        }),
      ),
    contact: (copies: { id: string; mark: string }[] = [], as = personId) =>
      run(() =>
        contact({
          request: ask("/api/outbox/contact", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ personId: as, copies }),
          }),
          params: {},
          context: {},
        }),
      ),
    copy: (id: string) =>
      run(() => copy({ request: ask(`/api/outbox/copies/${id}`), params: { id }, context: {} }) as Promise<Response>),
  };
}
