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

const LONGEST_QUERY = 2_000;
const name = z.string().trim().min(1).max(LONGEST_NAME);

export const saveSearchSchema = z.object({ name, query: z.string().max(LONGEST_QUERY) });
export const renameSearchSchema = z.object({ id: z.uuid(), name });
export const removeSearchSchema = z.object({ id: z.uuid() });

const version = z.coerce.number().int().min(0);
const line = z.coerce.number().int().min(1);
const typedWords = z.string().max(1_000).transform(wordsIn).pipe(z.array(z.string()).min(1, "required"));
export const addGroupSchema = z.object({ version, words: typedWords });
export const changeGroupSchema = z.object({ version, line, words: typedWords });
export const removeGroupSchema = z.object({ version, line });
export const replaceGroupsSchema = z.object({ version, file: z.instanceof(File, { error: "required" }) });

export const inVainSchema = z.object({ q: z.string().min(1).max(1_000) });
export const settleSchema = z.object({ allianceId: z.uuid(), term: z.string().regex(/^[\w-]{24}$/) });
