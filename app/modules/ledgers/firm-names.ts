import type { Industry } from "./industry.ts";
import { guessIndustry } from "./industry.ts";

/** Ends of a name that say what kind of company it is, not which one. */
const LEGAL_FORM =
  /(股份有限责任公司|股份有限公司|有限责任公司|集团有限公司|集团股份公司|股份公司|有限公司|责任公司|总公司|公司|股份|co\.?,?ltd\.?|ltd\.?|inc\.?|corp\.?|gmbh|llc)$/;

const squeeze = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\u3000\u00a0·•"'“”‘’]+/g, "");

/**
 * One key for the spellings of one firm: spaces and the legal form do not count, "渭滨机床集团公司 " is
 * "渭滨机床集团". 集团, 厂 and places do count: a group and its works are two firms until somebody says otherwise.
 */
export function firmKey(name: string): string {
  const squeezed = squeeze(name);
  let key = squeezed;
  for (let before = ""; before !== key; ) {
    before = key;
    // 集团有限公司 loses its legal form only, so that 集团 stays.
    key = key.replace(/集团(有限公司|股份公司|股份有限公司)$/, "集团").replace(LEGAL_FORM, "");
  }
  return key.length >= 2 ? key : squeezed;
}

/** Firms whose keys differ only by 集团 may be one; a person decides. */
export const looseFirmKey = (name: string): string => firmKey(name).replace(/集团$/, "");

export type KnownFirm = { id: string; name: string; shortName: string; aliases: readonly string[] };

/** A firm rows go to: one of the product's enterprises, or one to be created. */
export type PlannedFirm = { key: string; name: string; industry: Industry; enterpriseId: string | null };
export type Spelling = { text: string; rows: number /** A firm's key; null leaves the rows out. */; to: string | null };
export type FirmPlan = {
  spellings: Spelling[];
  firms: PlannedFirm[] /** Names that may mean the same firm. */;
  alike: [string, string][];
};

/** The firm of the product that a spelling names, by full name, short name or a spelling seen before. */
export function matchFirm(text: string, known: readonly KnownFirm[]): KnownFirm | undefined {
  const key = firmKey(text);
  if (key === "") return undefined;
  const exact = known.find((firm) =>
    [firm.name, firm.shortName, ...firm.aliases].some((name) => name !== "" && firmKey(name) === key),
  );
  if (exact) return exact;
  const loose = known.filter((firm) =>
    [firm.name, firm.shortName].some((name) => name !== "" && looseFirmKey(name) === looseFirmKey(text)),
  );
  return loose.length === 1 ? loose[0] : undefined;
}

type PlanOptions = {
  known: readonly KnownFirm[];
  /** Firms may be created: true for an alliance, false for an enterprise's own ledger. */
  mayCreate: boolean;
  /** Where rows without a firm go: the name of a firm, known or new; null leaves them out until somebody says. */
  fallback: string | null;
};

/** Merges spellings and matches them to enterprises; a person corrects the outcome. */
export function planFirms(counts: ReadonlyMap<string, number>, { known, mayCreate, fallback }: PlanOptions): FirmPlan {
  const firms = new Map<string, PlannedFirm>();
  const use = (firm: PlannedFirm): string => {
    if (!firms.has(firm.key)) firms.set(firm.key, firm);
    return firm.key;
  };
  const existing = (id: string): string | null => {
    const firm = known.find((k) => k.id === id);
    return firm ? use({ key: `e:${firm.id}`, name: firm.name, industry: "OTHER", enterpriseId: firm.id }) : null;
  };
  // The most frequent spelling names a new firm.
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || b.trim().length - a.trim().length || (a < b ? -1 : 1));
  const spellings = ordered.map(([text, rows]): Spelling => {
    const wanted = text.trim() === "" ? (fallback ?? "").trim() : text.trim().replace(/\s+/g, " ");
    if (wanted === "") return { text, rows, to: null };
    const match = matchFirm(wanted, known);
    if (match) return { text, rows, to: existing(match.id) };
    if (!mayCreate) return { text, rows, to: null };
    return {
      text,
      rows,
      to: use({ key: `n:${firmKey(wanted)}`, name: wanted, industry: guessIndustry(wanted), enterpriseId: null }),
    };
  });
  return { spellings, firms: [...firms.values()], alike: alikeFirms([...firms.values()]) };
}

/** Pairs of firms whose names differ by 集团 only, or of which one begins with the other. */
export function alikeFirms(firms: readonly PlannedFirm[]): [string, string][] {
  const pairs: [string, string][] = [];
  firms.forEach((a, index) => {
    for (const b of firms.slice(index + 1)) {
      const [x, y] = [looseFirmKey(a.name), looseFirmKey(b.name)].sort((p, q) => p.length - q.length);
      if (x && y && x.length >= 3 && y.startsWith(x)) pairs.push([a.key, b.key]);
    }
  });
  return pairs;
}
