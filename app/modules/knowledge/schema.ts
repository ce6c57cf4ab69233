import { z } from "zod";
import { FACETS, type Filters } from "#search/engines/engine.ts";
import { wordsIn } from "./vocabulary.ts";
import { LONGEST_NAME, type Sort, SORTS } from "./rules.ts";

/** Hits on a page, and the last page there is. */
export const PAGE_SIZE = 20;
const LAST_PAGE = 50;

export type SearchInput = { text: string; filters: Filters; page: number; sort?: Sort };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CODE = /^[A-Z_]{2,30}$/;
const accepts: Record<(typeof FACETS)[number], (value: string) => boolean> = {
  industry: (value) => CODE.test(value),
  category: (value) => CODE.test(value),
  state: (value) => CODE.test(value),
  alliance: (value) => UUID.test(value),
  year: (value) => /^\d{4}$/.test(value),
  equipmentType: (value) => value.length > 0 && value.length <= 100,
};

const pageSchema = z.coerce.number().int().min(1).max(LAST_PAGE).catch(1);

/** Reads a search address. What makes no sense in it is left out: a search never fails on its question. */
export function parseSearch(params: URLSearchParams): SearchInput {
  const filters: Filters = {};
  for (const facet of FACETS) {
    const values = [...new Set(params.getAll(facet))].filter(accepts[facet]).slice(0, 20);
    if (values.length > 0) filters[facet] = values;
  }
  return {
    text: params.get("q") ?? "",
    filters,
    page: pageSchema.parse(params.get("page") ?? 1),
    sort: SORTS.find((sort) => sort === params.get("sort")),
  };
}

/** A search as its address has it, always in the same order and without the page; empty when nothing is asked. */
export function searchQuery({ text, filters, sort }: SearchInput): string {
  const params = new URLSearchParams();
  if (text.trim()) params.set("q", text.trim());
  for (const facet of FACETS) for (const value of [...(filters[facet] ?? [])].sort()) params.append(facet, value);
  if (params.size > 0 && sort) params.set("sort", sort);
  return params.toString();
}

/** 5,000 characters, as an address writes Chinese ones. */
const LONGEST_QUERY = 50_000;
/** Something must be there to see and to press. */
const name = z
  .string()
  .trim()
  .regex(/[^\p{C}\p{Z}\p{M}]/u, "required")
  .max(LONGEST_NAME);

export const saveSearchSchema = z.object({ name, query: z.string().max(LONGEST_QUERY) });
export const renameSearchSchema = z.object({ id: z.uuid(), name });
export const removeSearchSchema = z.object({ id: z.uuid() });

const typedWords = z.string().max(1_000).transform(wordsIn).pipe(z.array(z.string()).min(1, "required"));
export const addGroupSchema = z.object({ words: typedWords });
/** A group as the page showed it: words may hold what people separate them by. */
const shownGroup = z
  .string()
  .max(2_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("bad_request");
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string()));
export const changeGroupSchema = z.object({ was: shownGroup, words: typedWords });
export const removeGroupSchema = z.object({ was: shownGroup });
export const replaceGroupsSchema = z.object({
  version: z.coerce.number().int().min(0),
  file: z.instanceof(File, { error: "required" }),
});

export const inVainSchema = z.object({ q: z.string().min(1).max(1_000) });
export const settleSchema = z.object({ allianceId: z.uuid(), term: z.string().regex(/^[\w-]{24}$/) });
