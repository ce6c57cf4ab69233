import { isRouteErrorResponse } from "@remix-run/react";
import { ERROR_STATUS, type ErrorCode } from "#app/lib/errors.ts";
import { errorPagesWords, type PageStatus } from "#app/words/error-pages.ts";

export type PageError = {
  status: PageStatus;
  /** What the refusal says, in the reader's language. */
  text?: string;
  /** Reference in the log. */
  requestId?: string;
};

const known = (status: number): PageStatus => {
  if (Object.hasOwn(errorPagesWords["zh-CN"].titles, status)) return status as PageStatus;
  return status >= 500 || status < 400 ? 500 : 400;
};

/**
 * Reads what a page may tell of an error: a thrown response with `{ text, requestId }`, or a
 * DomainError by its kind. Anything else is a fault of ours and tells nothing.
 */
export function readError(error: unknown): PageError {
  if (isRouteErrorResponse(error)) {
    const details: unknown = error.data;
    const body = typeof details === "object" && details !== null ? (details as Partial<PageError>) : {};
    return { status: known(error.status), text: body.text, requestId: body.requestId };
  }
  if (error instanceof Error && error.name === "DomainError" && "code" in error) {
    return { status: known(ERROR_STATUS[error.code as ErrorCode]) };
  }
  return { status: 500 };
}
