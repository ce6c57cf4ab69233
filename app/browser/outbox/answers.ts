import type { Post } from "./records.ts";

/** What an answer of the server means for a post. */
export type Verdict =
  | { kind: "received"; problemId: string; number: string; isDraft: boolean }
  | { kind: "refused"; refusal: NonNullable<Post["refusal"]> }
  /** The session is over; with a person: it was revoked, and all of that person's is to be wiped. */
  | { kind: "no-session"; revoked: string | null }
  /** Somebody else is signed in. */
  | { kind: "other-person" }
  /** The server was reached and could not. */
  | { kind: "fault" }
  /** Not our server's answer at all: a hotspot's page, half a body. */
  | { kind: "unreached" };

type Body = {
  id?: unknown;
  number?: unknown;
  state?: unknown;
  ended?: unknown;
  personId?: unknown;
  messageKey?: unknown;
  field?: unknown;
  text?: unknown;
  errors?: Record<string, string[]>;
};

const AGAIN = new Set([408, 421, 425, 429]);

/** Reads an answer to a post. @param body the JSON of the answer, or undefined when it was none */
export function verdictOf(status: number, body: unknown): Verdict {
  if (status >= 500 || AGAIN.has(status)) return { kind: "fault" };
  if (typeof body !== "object" || body === null) return { kind: "unreached" };
  const { id, number, state, ended, personId, messageKey, field, text, errors } = body as Body;
  if (status === 200) {
    if (typeof id !== "string" || typeof number !== "string") return { kind: "unreached" };
    return { kind: "received", problemId: id, number, isDraft: state === "DRAFT" };
  }
  if (status === 401)
    return { kind: "no-session", revoked: ended === "revoked" && typeof personId === "string" ? personId : null };
  if (messageKey === "outbox-other-person") return { kind: "other-person" };
  const said = typeof text === "string" ? text : "";
  const byField = errors ?? (typeof field === "string" ? { [field]: [said] } : undefined);
  const first = Object.values(byField ?? {})
    .flat()
    .at(0);
  return { kind: "refused", refusal: { text: said || first || String(status), errors: byField } };
}
