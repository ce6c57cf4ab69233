import { data } from "@remix-run/node";
import type { DomainError, ErrorCode } from "#app/lib/errors.ts";
import { ERROR_STATUS } from "#app/lib/errors.ts";
import type { Say } from "./explain-errors.server.ts";
import { log } from "#app/lib/log.server.ts";

type Values = Record<string, string | number>;

/** By name, not by class: the server and the built routes each hold their own copy of the class. */
export const isDomainError = (error: unknown): error is DomainError =>
  error instanceof Error && error.name === "DomainError" && "code" in error && "messageKey" in error;

/** A key with its values, as form messages carry them: `too_long|max=200`. */
export function packMessage(messageKey: string, values?: Values): string {
  if (!values || Object.keys(values).length === 0) return messageKey;
  return `${messageKey}|${new URLSearchParams(Object.entries(values).map(([k, v]) => [k, String(v)]))}`;
}

/** Errors of a connection that is gone or refused, wherever in the chain of causes they stand. */
function databaseIsAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && /^(P1001|P1002|P1008|P1017|ECONNREFUSED|ECONNRESET|57P0[1-3]|08\d{3})$/.test(code))
      return true;
    if (/DatabaseNotReachable|ConnectionClosed|Connection terminated|Can't reach database/i.test(at.message))
      return true;
  }
  return false;
}

/** The refusal behind an error, when a person may be told: a DomainError, or a database that is away. */
export function refusalOf(
  error: unknown,
): { code: ErrorCode; status: number; messageKey: string; values?: Values; field?: string } | null {
  if (isDomainError(error)) {
    const { field, values } = error.details;
    return { code: error.code, status: ERROR_STATUS[error.code], messageKey: error.messageKey, values, field };
  }
  if (databaseIsAway(error)) return { code: "unavailable", status: 503, messageKey: "unavailable" };
  return null;
}

/**
 * Turns a refusal into the response that the error page and machines read: `{ messageKey, values, field, text }` with its status.
 * Anything else (responses, faults) is thrown on as it is.
 */
export async function respondToError(error: unknown, say?: () => Promise<Say>): Promise<Response> {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  if (refusal.status >= 500)
    log.warn("a request found the database away", { error: error instanceof Error ? error.message : "" });
  const { status, code, messageKey, values, field } = refusal;
  const text = (await say?.())?.(messageKey, values);
  const headers: Record<string, string> = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
  };
  if (status === 503) headers["Retry-After"] = "5";
  if (status === 429 && values?.seconds) headers["Retry-After"] = String(values.seconds);
  return new Response(JSON.stringify({ code, messageKey, values, field, text }), { status, headers });
}

type Submission<R> = {
  reply(options?: { formErrors?: string[]; fieldErrors?: Record<string, string[]>; hideFields?: string[] }): R;
};

/**
 * The answer to a form that was refused: the message beside its field, or above the form; what was typed stays.
 * Not allowed and not there become a page. Faults are thrown on. `overtaken`: what the form was filled in for has
 * changed meanwhile, and the page should show what it is now.
 */
export function formError<R>(submission: Submission<R>, error: unknown, hideFields: string[] = []) {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  if (refusal.code === "not_found" || refusal.code === "unauthenticated" || refusal.code === "bad_request") throw error;
  const message = packMessage(refusal.messageKey, refusal.values);
  const result = submission.reply(
    refusal.field ? { fieldErrors: { [refusal.field]: [message] }, hideFields } : { formErrors: [message], hideFields },
  );
  return data({ result, overtaken: refusal.code === "conflict" }, { status: refusal.status });
}
