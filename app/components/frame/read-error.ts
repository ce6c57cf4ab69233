import { isRouteErrorResponse } from "@remix-run/react";
import { ERROR_STATUS, type ErrorCode } from "#app/lib/errors.ts";
import { errorPagesWords, type PageStatus } from "#app/words/error-pages.ts";

export type PageError = {
  status: PageStatus;
  /** Key in the dictionary of errors, when the refusal named one. */
  messageKey?: string;
  values?: Record<string, string | number>;
  /** Reference in the log. */
  requestId?: string;
};

const known = (status: number): PageStatus => {
  if (Object.hasOwn(errorPagesWords["zh-CN"].titles, status)) return status as PageStatus;
  return status >= 500 || status < 400 ? 500 : 400;
};

/**
 * Reads what a page may tell of an error: a thrown response with `{ messageKey, values, requestId }`, or a
 * DomainError as it is. Anything else is a fault of ours and tells nothing.
 */
export function readError(error: unknown): PageError {
  if (isRouteErrorResponse(error)) {
    const details: unknown = error.data;
    const body = typeof details === "object" && details !== null ? (details as Partial<PageError>) : {};
    return { status: known(error.status), messageKey: body.messageKey, values: body.values, requestId: body.requestId };
  }
  if (error instanceof Error && error.name === "DomainError" && "code" in error) {
    const { code, messageKey, details } = error as Error & {
      code: ErrorCode;
      messageKey: string;
      details?: { values?: PageError["values"] };
    };
    return { status: known(ERROR_STATUS[code]), messageKey, values: details?.values };
  }
  return { status: 500 };
}
