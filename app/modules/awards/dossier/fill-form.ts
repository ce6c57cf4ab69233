import Docxtemplater from "docxtemplater";
import InspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";
import type { Values } from "./field-values.ts";
import { type Place, placeAt, placeOfText } from "./form-places.ts";

/** Characters XML has no place for; one of them and Word calls the file damaged. */
const readable = (text: string): string =>
  text.replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

/**
 * Fields are looked up by their whole name, in the entry of a list first and then around it. There are no expressions:
 * nothing a template says is run, and nothing of an object but what we put there is found.
 */
const parser = (tag: string) => ({
  get(scope: unknown): unknown {
    if (tag === ".") return typeof scope === "string" ? readable(scope) : scope;
    if (scope === null || typeof scope !== "object" || !Object.hasOwn(scope, tag)) return undefined;
    const value = (scope as Values)[tag];
    return typeof value === "string" ? readable(value) : value;
  },
});

const open = (template: Uint8Array, modules: InspectModule[] = []) =>
  new Docxtemplater(new PizZip(template), {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    parser,
    nullGetter: () => "",
    modules,
  });

/** A Word form with its fields filled in. @throws what is wrong with the template, as `formFaults` explains it */
export function fillForm(template: Uint8Array, values: Values): Uint8Array {
  const form = open(template);
  form.render(values);
  return form.getZip().generate({ type: "uint8array", compression: "DEFLATE" }) as Uint8Array;
}

export type Fault = { code: string; field: string; place: Place | null };
export type FormReading = {
  fields: string[];
  /** Where each of them stands first. */
  places: Record<string, Place>;
  faults: Fault[];
  /** ｛ and ｝ as Chinese keyboards write them. */
  wide: string[];
};

type Properties = {
  id?: string;
  xtag?: string;
  openingtag?: string;
  closingtag?: string;
  file?: string;
  offset?: number | number[];
  errors?: TemplateError[];
};
type TemplateError = { properties?: Properties };

/** What keeps a form from being filled in, each fault with its field and where it stands. */
function faultsOf(error: unknown, zip: PizZip | null): Fault[] {
  const { properties } = error as TemplateError;
  if (properties?.errors) return properties.errors.flatMap((one) => faultsOf(one, zip));
  const { id = "broken", xtag, openingtag, closingtag, file, offset } = properties ?? {};
  const at = Array.isArray(offset) ? offset[0] : offset;
  const xml = file ? zip?.file(file)?.asText() : undefined;
  const field = xtag ?? [openingtag, closingtag].filter(Boolean).join(" … ");
  return [{ code: id, field, place: file && xml && at !== undefined ? placeAt(file, xml, at) : null }];
}

type Tags = { [name: string]: Tags };
const pathsOf = (tags: Tags, above = ""): string[] =>
  Object.entries(tags).flatMap(([name, below]) => [above + name, ...pathsOf(below, `${above}${name}/`)]);

/** Where each field stands first: as one of its own, or as the mark of a list. */
function placesOf(zip: PizZip, fields: readonly string[]): Record<string, Place> {
  const parts = Object.keys(zip.files)
    .filter((file) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(file))
    .map((file) => ({ file, xml: zip.file(file)?.asText() ?? "" }));
  return Object.fromEntries(
    fields.flatMap((path) => {
      const name = path.split("/").at(-1) ?? path;
      const places = [`{${name}}`, `{#${name}}`, `{^${name}}`].map((mark) => placeOfText(parts, mark));
      const place = places.find((one) => one !== null);
      return place ? [[path, place] as const] : [];
    }),
  );
}

/** The fields a form names, those of lists as "list/field", where they stand, and what keeps it from being filled in. */
export function readForm(template: Uint8Array): FormReading {
  const inspector = new InspectModule();
  let zip: PizZip | null = null;
  try {
    zip = new PizZip(template);
    const form = open(template, [inspector]);
    const fields = [...new Set(pathsOf(inspector.getAllTags() as Tags))];
    return {
      fields,
      places: placesOf(zip, fields),
      faults: [],
      wide: [...form.getFullText().matchAll(/｛[^｝]{0,30}｝/gu)].map(([found]) => found).slice(0, 10),
    };
  } catch (error) {
    return { fields: [], places: {}, faults: faultsOf(error, zip).slice(0, 20), wide: [] };
  }
}
