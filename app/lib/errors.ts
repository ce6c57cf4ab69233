/** Kinds of refusal, with the HTTP status each answers. */
export const ERROR_STATUS = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  throttled: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export type ErrorDetails = {
  /** Name of the form field the message belongs to. */
  field?: string;
  /** Values for the message. */
  values?: Record<string, string | number>;
};

/**
 * A refusal a person can understand. `messageKey` names an entry of `app/words/errors.ts`;
 * it becomes a page, a field error or a problem+json answer in one place.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly messageKey: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, messageKey: string = code, details: ErrorDetails = {}) {
    super(`${code}: ${messageKey}`);
    this.name = "DomainError";
    this.code = code;
    this.messageKey = messageKey;
    this.details = details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Not there and not allowed look the same. */
export const notFound = () => new DomainError("not_found");
export const forbidden = (messageKey = "forbidden") => new DomainError("forbidden", messageKey);
/** Somebody else changed the row first. */
export const conflict = (messageKey = "conflict") => new DomainError("conflict", messageKey);
export const invalid = (messageKey: string, field?: string, values?: ErrorDetails["values"]) =>
  new DomainError("invalid", messageKey, { field, values });
