import type { InProcess } from "#tests/support/in-process.server.ts";

export type Answer = { status: number; text: string };

/** Asks the product as somebody of the world whose session's cookie is at hand; redirects are answers, not followed. */
export function askAs(product: InProcess, cookies: ReadonlyMap<string, string>) {
  const send = async (as: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = cookies.get(as);
    const headers = {
      ...(cookie ? { cookie } : {}),
      origin: product.url,
      // Packing and unpacking thousands of answers took a tenth of the time.
      "accept-encoding": "identity",
      ...(init.headers as Record<string, string>),
    };
    const answer = await fetch(product.url + path, { redirect: "manual", ...init, headers });
    return { status: answer.status, text: await answer.text() };
  };
  const post = (as: string, path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    send(as, path, { method: "POST", body, headers });
  return { send, post };
}
