import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, OrganisationKind, Role } from "#app/modules/accounts/actor.ts";
import {
  type AccessFacts,
  accessFrom,
  keysOf,
  type Layer,
  LAYERS,
  layerRank,
  readersOf,
} from "#app/modules/problems/access.ts";
import {
  FIELD_LAYER,
  layerOfField,
  MOVABLE,
  type ProblemField,
  projectFields,
  REDACTABLE,
} from "#app/modules/problems/layers.ts";
import { isUrgent, type ProblemState, type Severity, STATES } from "#app/modules/problems/lifecycle.ts";

const NOW = new Date("2026-11-20T00:00:00Z");

const facts = (changes: Partial<AccessFacts> = {}): AccessFacts => ({
  enterpriseId: "E",
  authorId: "author",
  enteredById: null,
  origin: "POSTED",
  postedAt: NOW,
  state: "PUBLISHED",
  severity: "QUALITY",
  allianceId: "A",
  releasedAt: NOW,
  publishedAt: NOW,
  agreementRequired: false,
  audiences: [{ organisationId: "A", kind: "ALLIANCE", layer: "DETAIL" }],
  named: [],
  guests: [],
  engagements: [],
  permits: [],
  mergeTargets: [],
  ...changes,
});

const actor = (standings: [Role, string, OrganisationKind, string?][], changes: Partial<Actor> = {}): Actor => ({
  personId: "me",
  name: "我",
  locale: "zh-CN",
  now: NOW,
  currentOrganisationId: null,
  standings: standings.map(([role, organisationId, organisationKind, parentId]) => ({
    role,
    organisationId,
    organisationKind,
    organisationName: "",
    parentId: parentId ?? null,
    isHead: false,
  })),
  recentOrganisationIds: [],
  allianceIds: [],
  officerAllianceIds: [],
  aboveIds: [],
  ...changes,
});

/** The layer somebody reads, by way of rows and keys. */
function layerFor(who: Actor, problem: AccessFacts): Layer | null {
  const keys = new Set(keysOf(who));
  return (
    accessFrom(
      readersOf(problem).filter((row) => keys.has(row.key)),
      { anonymous: false, shownToSecretariat: true },
      who.now,
    )?.layer ?? null
  );
}

const colleague = actor([["ENGINEER", "E", "ENTERPRISE"]]);
const reviewer = actor([["REVIEWER", "E", "ENTERPRISE"]]);
const author = actor([["ENGINEER", "E", "ENTERPRISE"]], { personId: "author" });
const authorGone = actor([["ENGINEER", "F", "ENTERPRISE"]], { personId: "author" });
const ally = actor([["ENGINEER", "F", "ENTERPRISE"]], { allianceIds: ["A"] });
const outsider = actor([["ENGINEER", "G", "ENTERPRISE"]], { allianceIds: ["B"] });
const secretariat = actor([["SECRETARIAT", "A", "ALLIANCE"]], { allianceIds: ["A"] });
const officer = actor([["UNION_OFFICER", "U", "FEDERATION"]], { officerAllianceIds: ["A"] });
const admin = actor([["ADMIN", "P", "PLATFORM"]]);
const guest = actor([["GUEST", "E", "ENTERPRISE"]]);

const anyFacts: fc.Arbitrary<AccessFacts> = fc
  .record({
    state: fc.constantFrom<ProblemState>(...STATES),
    severity: fc.constantFrom<Severity>("LINE_DOWN", "SAFETY", "DEGRADED", "QUALITY", "IMPROVEMENT"),
    origin: fc.constantFrom<"POSTED" | "IMPORTED">("POSTED", "IMPORTED"),
    released: fc.boolean(),
    published: fc.boolean(),
    posted: fc.boolean(),
    layer: fc.constantFrom<Layer>("SUMMARY", "DETAIL"),
    circle: fc.constantFrom("alliance", "studio", "both"),
    team: fc.boolean(),
    consent: fc.boolean(),
    agreement: fc.boolean(),
    agreementRequired: fc.boolean(),
  })
  // Released is only what was sent to review, or imported.
  .map((drawn) => ({
    ...drawn,
    released: drawn.released && drawn.state !== "DRAFT" && (drawn.posted || drawn.origin === "IMPORTED"),
  }))
  .map((drawn) =>
    facts({
      state: drawn.state,
      severity: drawn.severity,
      origin: drawn.origin,
      postedAt: drawn.posted ? NOW : null,
      agreementRequired: drawn.agreementRequired,
      releasedAt: drawn.released ? NOW : null,
      publishedAt: drawn.released && drawn.published ? NOW : null,
      audiences: [
        ...(drawn.circle !== "studio" ? [{ organisationId: "A", kind: "ALLIANCE" as const, layer: drawn.layer }] : []),
        ...(drawn.circle !== "alliance" ? [{ organisationId: "S", kind: "STUDIO" as const, layer: drawn.layer }] : []),
      ],
      engagements: drawn.team ? [{ studioId: "S", studioEnterpriseId: "F", memberIds: ["solver"] }] : [],
      permits: [
        ...(drawn.consent ? [{ kind: "EMPLOYER_CONSENT", studioId: "S", organisationId: "F", state: "GRANTED" }] : []),
        ...(drawn.agreement ? [{ kind: "AGREEMENT", studioId: "S", organisationId: "E", state: "GRANTED" }] : []),
      ],
    }),
  );

describe("who reads a problem", () => {
  it("is nobody outside the enterprise before its review, whatever else is true", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        if (problem.releasedAt !== null) return;
        for (const who of [ally, outsider, secretariat, officer, admin, guest, authorGone]) {
          // Consent asked for before the release does not exist; everyone else is outside.
          expect(layerFor(who, { ...problem, permits: [] })).toBeNull();
        }
      }),
    );
  });

  it("is only the secretariat between review and publication", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        if (problem.publishedAt !== null) return;
        for (const who of [ally, outsider, officer]) expect(layerFor(who, { ...problem, permits: [] })).toBeNull();
      }),
    );
  });

  it("never includes strangers, administrators or guests of the organisation", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        for (const who of [outsider, admin, guest]) expect(layerFor(who, problem)).toBeNull();
      }),
    );
  });

  it("gives nobody outside the confidential layer but the cleared team and people named for it", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        const solver = actor([["CRAFTSMAN", "S", "STUDIO", "F"]], { personId: "solver", allianceIds: ["A"] });
        for (const who of [ally, secretariat, officer, outsider])
          expect(layerFor(who, problem)).not.toBe("CONFIDENTIAL");
        const has = (kind: string) => problem.permits.some((permit) => permit.kind === kind);
        const cleared = has("EMPLOYER_CONSENT") && (!problem.agreementRequired || has("AGREEMENT"));
        const works = problem.publishedAt !== null && problem.engagements.length > 0;
        expect(layerFor(solver, problem) === "CONFIDENTIAL").toBe(works && cleared);
        // The key holds as long as the membership behind it.
        const left = actor([["CRAFTSMAN", "T", "STUDIO", "G"]], { personId: "solver" });
        expect(layerFor(left, problem)).toBeNull();
      }),
    );
  });

  it("shows a colleague nothing before release unless it is urgent or imported, and the reviewer nothing before submission", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        const sent = problem.state !== "DRAFT" && (problem.postedAt !== null || problem.origin === "IMPORTED");
        const open =
          sent && (problem.releasedAt !== null || isUrgent(problem.severity) || problem.origin === "IMPORTED");
        expect(layerFor(colleague, problem)).toBe(open ? "CONFIDENTIAL" : null);
        expect(layerFor(reviewer, problem)).toBe(sent ? "CONFIDENTIAL" : null);
        expect(layerFor(author, problem)).toBe("CONFIDENTIAL");
        if (!open && problem.permits.length === 0)
          expect(layerFor(authorGone, { ...problem, releasedAt: null, publishedAt: null })).toBeNull();
      }),
    );
  });

  it("gives officers the summary, and only of what the whole alliance reads", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        const layer = layerFor(officer, problem);
        const whole = problem.publishedAt !== null && problem.audiences.some((one) => one.kind === "ALLIANCE");
        expect(layer).toBe(whole ? "SUMMARY" : null);
      }),
    );
  });

  it("has one row per key, with the highest of its layers", () => {
    fc.assert(
      fc.property(anyFacts, (problem) => {
        const keys = readersOf(problem).map((row) => row.key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("ends for named people at their moment", () => {
    const until = new Date(NOW.getTime() + 1000);
    const problem = facts({ named: [{ personId: "me", layer: "DETAIL", until }], audiences: [] });
    expect(layerFor({ ...outsider, now: new Date(until.getTime() - 1) }, problem)).toBe("DETAIL");
    expect(layerFor({ ...outsider, now: until }, problem)).toBeNull();
  });
});

describe("anonymity", () => {
  const posterKnown = (who: Actor, shownToSecretariat: boolean) => {
    const keys = new Set(keysOf(who));
    return accessFrom(
      readersOf(facts()).filter((row) => keys.has(row.key)),
      { anonymous: true, shownToSecretariat },
      NOW,
    )?.knowsPoster;
  };
  it("tells only the own enterprise, and the secretariat by the reviewer's choice", () => {
    expect([
      posterKnown(colleague, false),
      posterKnown(secretariat, true),
      posterKnown(secretariat, false),
      posterKnown(ally, true),
      posterKnown(officer, true),
    ]).toEqual([true, true, false, false, false]);
  });
});

describe("the projection of fields", () => {
  const fields = Object.keys(FIELD_LAYER) as ProblemField[];
  const row = Object.fromEntries(fields.map((field) => [field, `original ${field}`])) as Record<ProblemField, string>;
  const decision = fc.record({
    layer: fc.constantFrom<Layer>(...LAYERS),
    fieldLayers: fc.dictionary(
      fc.constantFrom(...fields),
      fc.constantFrom<unknown>("SUMMARY", "DETAIL", "CONFIDENTIAL", "X", null, 7),
    ),
    redactions: fc.dictionary(fc.constantFrom(...REDACTABLE), fc.constantFrom("released", "")),
  });

  it("never shows a field above the reader's layer, nor an original that was reworded to who reads the rewording", () => {
    fc.assert(
      fc.property(decision, ({ layer, fieldLayers, redactions }) => {
        const seen = projectFields({ ...row, fieldLayers, redactions }, { layer });
        for (const field of fields) {
          const visible = layerRank(layerOfField(field, fieldLayers)) <= layerRank(layer);
          if (!visible) expect(seen[field]).toBeNull();
          else if (layer !== "CONFIDENTIAL" && typeof redactions[field as keyof typeof redactions] === "string")
            expect(seen[field]).toBe(redactions[field as keyof typeof redactions]);
          else expect(seen[field]).toBe(row[field]);
        }
      }),
    );
  });

  it("only ever moves a field to a stricter layer", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.anything(), (field, moved) => {
        expect(layerRank(layerOfField(field, { [field]: moved }))).toBeGreaterThanOrEqual(
          layerRank(FIELD_LAYER[field]),
        );
        expect(layerOfField(field, moved)).toBe(FIELD_LAYER[field]);
      }),
    );
  });

  it("shows more to who reads a higher layer, never less", () => {
    fc.assert(
      fc.property(decision, ({ fieldLayers, redactions }) => {
        const shown = LAYERS.map((layer) =>
          fields.filter((field) => projectFields({ ...row, fieldLayers, redactions }, { layer })[field] !== null),
        );
        expect(shown[1]).toEqual(expect.arrayContaining(shown[0] ?? []));
        expect(shown[2]).toEqual(fields);
      }),
    );
  });

  it("keeps titles movable by rewording alone", () => {
    expect(MOVABLE).not.toContain("title");
  });
});
