export const PANEL_MAX = { seats: 30, name: 60, unit: 120, contact: 200, reason: 500, statement: 2_000 } as const;
