export const ROW_STATES = ["READY", "WARNED", "REFUSED", "SUBTOTAL", "IMPORTED", "REPEATED", "UNDONE"] as const;
export type RowState = (typeof ROW_STATES)[number];
