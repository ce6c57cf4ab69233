/** How a register is narrowed, as its address says. */
export type AssetFilter = {
  q: string;
  type: string;
  line: string;
  site: string;
  enterprise: string;
  state: "used" | "retired" | undefined;
  sort: AssetSort;
};

const SORTED_BY = ["number", "type", "model", "maker", "line", "site", "createdAt"] as const;
/** A column, and which way. */
export type AssetSort = { by: (typeof SORTED_BY)[number]; down: boolean };

/** `type` or `-type`; by number where it says nothing. */
function sortOf(text: string | null): AssetSort {
  const by = SORTED_BY.find((one) => text === one || text === `-${one}`);
  return { by: by ?? "number", down: by !== undefined && text?.startsWith("-") === true };
}

const textOf = (params: URLSearchParams, name: string): string =>
  [...(params.get(name) ?? "").replace(/[\u0000-\u001f\u007f]/g, " ").trim()].slice(0, 100).join("");

/** Reads an address; what makes no sense in it is left out. */
export function readAssetFilter(params: URLSearchParams): AssetFilter {
  const state = params.get("state");
  return {
    q: textOf(params, "q"),
    type: textOf(params, "type"),
    line: textOf(params, "line"),
    site: textOf(params, "site"),
    enterprise: textOf(params, "enterprise"),
    state: state === "retired" || state === "used" ? state : undefined,
    sort: sortOf(params.get("sort")),
  };
}
