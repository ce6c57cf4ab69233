/** Something the operator can mend; the message says what and how, and is printed without a stack. */
export class OperatorError extends Error {}
