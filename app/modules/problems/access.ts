import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { isUrgent, type ProblemState, type Severity } from "./lifecycle.ts";

/** Layers of disclosure, each holding the one before. */
export const LAYERS = ["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const;
export type Layer = (typeof LAYERS)[number];

export const layerRank = (layer: Layer | null): number => (layer === null ? 0 : LAYERS.indexOf(layer) + 1);
export const includesLayer = (have: Layer | null, wanted: Layer): boolean => layerRank(have) >= layerRank(wanted);
const lower = (a: Layer, b: Layer): Layer => (layerRank(a) <= layerRank(b) ? a : b);

/** Why somebody may read a problem. */
export type Via = "OWN" | "TEAM" | "NAMED" | "AUDIENCE" | "SECRETARIAT" | "OFFICER" | "GUEST";

export type ReaderRow = { key: string; layer: Layer; via: Via; until: Date | null };

/** What decides who may read a problem. */
export type AccessFacts = {
  enterpriseId: string;
  authorId: string;
  enteredById: string | null;
  /** An imported ledger row is the enterprise's own from the start; what a person drafts is not. */
  origin: "POSTED" | "IMPORTED";
  /** When it was first sent to review. */
  postedAt: Date | null;
  state: ProblemState;
  severity: Severity;
  allianceId: string | null;
  releasedAt: Date | null;
  publishedAt: Date | null;
  agreementRequired: boolean;
  audiences: readonly { organisationId: string; kind: "ALLIANCE" | "ENTERPRISE" | "STUDIO"; layer: Layer }[];
  named: readonly { personId: string; layer: Layer; until: Date | null }[];
  /** Invitations of experts from outside that were not taken back. */
  guests: readonly { id: string; layer: Layer; until: Date; agreedAt: Date | null }[];
  /** Leases in force, and the one that was finished. */
  engagements: readonly { studioId: string; studioEnterpriseId: string | null; memberIds: readonly string[] }[];
  permits: readonly { kind: string; studioId: string; organisationId: string; state: string }[];
  /** Posters of the problems a merge into is proposed for; they must know what they are asked. */
  mergeTargets: readonly { authorId: string; enterpriseId: string }[];
};

/**
 * Everyone who may read the problem, by key, each with the highest layer (domain: "Layers of disclosure").
 * A key holds as long as the membership behind it: leaving ends access at the next request.
 */
export function readersOf(facts: AccessFacts): ReaderRow[] {
  const rows = new Map<string, ReaderRow>();
  const add = (key: string, layer: Layer, via: Via, until: Date | null = null) => {
    const known = rows.get(key);
    if (!known || layerRank(layer) > layerRank(known.layer)) rows.set(key, { key, layer, via, until });
  };

  add(`as:${facts.authorId}@${facts.enterpriseId}`, "CONFIDENTIAL", "OWN");
  if (facts.enteredById) add(`as:${facts.enteredById}@${facts.enterpriseId}`, "CONFIDENTIAL", "OWN");
  // The secretariat that enters something for a member reads it while it writes; from the review on it is the member's.
  if (facts.enteredById && facts.state === "DRAFT" && facts.postedAt === null)
    add(`entered:${facts.enteredById}`, "CONFIDENTIAL", "OWN");
  const imported = facts.origin === "IMPORTED";
  if (facts.state === "DRAFT" || (facts.postedAt === null && !imported)) return [...rows.values()];

  add(`reviewer:${facts.enterpriseId}`, "CONFIDENTIAL", "OWN");
  // Ending it (withdrawn in review) must not show colleagues what the review had kept from them.
  if (facts.releasedAt !== null || imported || isUrgent(facts.severity))
    add(`own:${facts.enterpriseId}`, "CONFIDENTIAL", "OWN");
  if (facts.releasedAt === null) return [...rows.values()];

  const allianceLayer = facts.audiences.find((a) => a.organisationId === facts.allianceId)?.layer ?? "SUMMARY";
  if (facts.allianceId) add(`secretariat:${facts.allianceId}`, allianceLayer, "SECRETARIAT");

  if (facts.publishedAt !== null) {
    for (const { organisationId, kind, layer } of facts.audiences) {
      add(kind === "ALLIANCE" ? `alliance:${organisationId}` : `org:${organisationId}`, layer, "AUDIENCE");
    }
    // The union above reads what the whole alliance reads, and of that only the summary.
    if (facts.audiences.some((a) => a.kind === "ALLIANCE")) add(`officer:${facts.allianceId}`, "SUMMARY", "OFFICER");
    for (const { studioId, studioEnterpriseId, memberIds } of facts.engagements) {
      const foreign = studioEnterpriseId !== facts.enterpriseId;
      const granted = (kind: string) =>
        facts.permits.some((p) => p.kind === kind && p.studioId === studioId && p.state === "GRANTED");
      const cleared = !foreign || (granted("EMPLOYER_CONSENT") && (!facts.agreementRequired || granted("AGREEMENT")));
      for (const id of memberIds) add(`member:${id}@${studioId}`, cleared ? "CONFIDENTIAL" : "DETAIL", "TEAM");
    }
    // An employer asked for its consent must know what about, also when only its studio is in the circle.
    for (const { kind, organisationId, state } of facts.permits) {
      if ((kind === "EMPLOYER_CONSENT" || kind === "DIAGNOSIS_CONSENT") && state !== "WITHDRAWN")
        add(`reviewer:${organisationId}`, "SUMMARY", "AUDIENCE");
    }
  }
  for (const { authorId, enterpriseId } of facts.mergeTargets)
    add(`as:${authorId}@${enterpriseId}`, "SUMMARY", "AUDIENCE");
  for (const { personId, layer, until } of facts.named) add(`person:${personId}`, layer, "NAMED", until);
  for (const { id, layer, until, agreedAt } of facts.guests) {
    const signed = agreedAt !== null || !facts.agreementRequired;
    add(`guest:${id}`, signed ? layer : lower(layer, "DETAIL"), "GUEST", until);
  }
  return [...rows.values()];
}

/** The keys an actor holds at this moment; a platform administrator holds none by that office. */
export function keysOf(actor: Actor): string[] {
  const keys = new Set<string>([`person:${actor.personId}`]);
  for (const employer of employerIds(actor)) keys.add(`own:${employer}`).add(`org:${employer}`);
  for (const s of actor.standings) {
    if (s.role === "GUEST" && s.guestId) keys.add(`guest:${s.guestId}`);
    if (s.role === "GUEST" || s.role === "JUDGE") continue;
    const who = s.deputyFor?.personId ?? actor.personId;
    if (s.organisationKind === "ENTERPRISE") {
      keys.add(`as:${who}@${s.organisationId}`);
      if (s.role === "REVIEWER") keys.add(`reviewer:${s.organisationId}`);
    }
    if (s.organisationKind === "STUDIO") {
      keys.add(`member:${who}@${s.organisationId}`).add(`org:${s.organisationId}`);
      if (s.parentId) keys.add(`as:${who}@${s.parentId}`);
    }
    if (s.role === "SECRETARIAT") keys.add(`secretariat:${s.organisationId}`).add(`entered:${actor.personId}`);
  }
  for (const id of actor.allianceIds) keys.add(`alliance:${id}`);
  for (const id of actor.officerAllianceIds) keys.add(`officer:${id}`);
  return [...keys];
}

/** What a reader may see of one problem. */
export type Access = {
  layer: Layer;
  /** Of the poster's enterprise. */
  own: boolean;
  team: boolean;
  secretariat: boolean;
  /** Invited from outside, to this problem. */
  guest: boolean;
  /** May learn which enterprise and person posted it. */
  knowsPoster: boolean;
};

/** Folds the matching reader rows into one access; null when nothing matches. */
export function accessFrom(
  rows: readonly { layer: Layer; via: string; until: Date | null }[],
  problem: { anonymous: boolean; shownToSecretariat: boolean },
  now: Date,
): Access | null {
  const valid = rows.filter((row) => row.until === null || row.until > now);
  const [first] = valid;
  if (!first) return null;
  const layer = valid.reduce<Layer>(
    (best, row) => (layerRank(row.layer) > layerRank(best) ? row.layer : best),
    first.layer,
  );
  const via = (kind: Via) => valid.some((row) => row.via === kind);
  const own = via("OWN");
  const secretariat = via("SECRETARIAT");
  return {
    layer,
    own,
    team: via("TEAM"),
    secretariat,
    guest: via("GUEST"),
    knowsPoster: own || !problem.anonymous || (secretariat && problem.shownToSecretariat),
  };
}

/** The stricter of the layer a reader has and the one a preview asks for. */
export const atMost = (access: Access, layer: Layer): Access => ({ ...access, layer: lower(access.layer, layer) });
