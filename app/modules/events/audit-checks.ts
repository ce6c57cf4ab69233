/** What a check found wrong: names and numbers, never what a row says. */
export type AuditFinding = {
  kind: AuditKind;
  /** Whose it is; null for the installation's own. */
  organisationId: string | null;
  subjectKind?: string;
  subjectId?: string;
  /** Which part of it: a key, or a key and a number. */
  part?: string;
  /** The row of the chain, where it is one. */
  seq?: number | null;
};

export const AUDIT_KINDS = [
  // Of a chain: see verify-chain.server.ts.
  "changed",
  "missing",
  "inserted",
  "head-differs",
  "cut-tail",
  "recomputed",
  "headless",
  /** A row does not say what its event in the chain says. */
  "row-differs",
  /** A row that no event tells of. */
  "row-without-event",
  /** An event whose row is gone. */
  "event-without-row",
  /** What was sealed with a hash has another one now. */
  "seal-broken",
  "file-missing",
  "file-differs",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What the chain says of one subject. */
export type Told = {
  type: string;
  actorId: string | null;
  actorName: string;
  at: Date;
  reason: string;
  payload: Record<string, unknown>;
};

/** Tells how far a check is; may be called often. */
export type Tell = (done: number, total?: number) => Promise<void>;
export type AuditResult = {
  checked: number;
  findings: AuditFinding[];
  /** Of how many the chain does not say enough to compare all of it: written before it did. No finding. */
  untold?: number;
};
export type AuditCheck = (tell: Tell) => Promise<AuditResult>;

type Registry = { checks: Map<string, AuditCheck> };
const registry: Registry = ((globalThis as { __jianglianAudit?: Registry }).__jianglianAudit ??= { checks: new Map() });

/** Names a check of one module's rows; worker/ calls it at start. The same name twice replaces. */
export function registerAuditCheck(name: string, check: AuditCheck): void {
  registry.checks.set(name, check);
}

/** All checks in the order they were named. */
export const auditChecks = (): readonly (readonly [name: string, check: AuditCheck])[] => [...registry.checks];
