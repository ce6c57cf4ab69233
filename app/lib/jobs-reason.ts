/** Why a job failed, in what may be shown to somebody who may read no content: kinds, codes and places in the program. */
export type FailureReason = {
  kind: "timed-out" | "stopped" | "error";
  /** "PrismaClientKnownRequestError P2025", "DomainError conflict". */
  what: string;
  /** The line of the program, where it is known: "app/modules/…/x.server.ts:42". */
  where: string | null;
};

type Stored = { name?: unknown; code?: unknown; message?: unknown; stack?: unknown; value?: unknown };

/** Of our own lines the innermost; the one that runs all jobs says nothing. */
const PLACE = /\b((?:app|prisma|search|build)\/(?!lib\/jobs\.server)[\w$./-]+\.(?:m?js|tsx?)):(\d+)/;
const asName = (value: unknown): string => (typeof value === "string" && /^[A-Za-z]{1,60}$/.test(value) ? value : "");
const asCode = (value: unknown): string => (typeof value === "string" && /^[\w-]{1,40}$/.test(value) ? value : "");
const isObject = (value: unknown): value is Stored => typeof value === "object" && value !== null;

/**
 * Reads what pg-boss kept of an error. Messages are left out whatever they say: those of a database or a parser quote
 * what they were given.
 */
export function failureReason(output: unknown): FailureReason {
  const error = isObject(output) ? (isObject(output.value) ? (output.value as Stored) : output) : {};
  const message = typeof output === "string" ? output : isObject(output) ? (output.value ?? error.message) : "";
  const said = typeof message === "string" ? message : isObject(message) ? message.message : "";
  if (said === "job timed out" || /^handler execution exceeded \d+s$/.test(String(said)))
    return { kind: "timed-out", what: "", where: null };
  if (said === "pg-boss shut down while active") return { kind: "stopped", what: "", where: null };
  const place = typeof error.stack === "string" ? PLACE.exec(error.stack) : null;
  const what = [asName(error.name) || "Error", asCode(error.code)].filter(Boolean).join(" ");
  return { kind: "error", what, where: place ? `${place[1]}:${place[2]}` : null };
}
