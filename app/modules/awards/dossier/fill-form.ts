import Docxtemplater from "docxtemplater";
import InspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";
import type { Values } from "./field-values.ts";

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

export type FormFault = { code: string; field: string };
export type FormReading = {
  fields: string[];
  faults: FormFault[] /** ｛ and ｝ as Chinese keyboards write them. */;
  wide: string[];
};

type TemplateError = { properties?: { id?: string; xtag?: string; errors?: TemplateError[] } };
const faultsOf = (error: unknown): FormFault[] => {
  const { properties } = error as TemplateError;
  if (properties?.errors) return properties.errors.flatMap(faultsOf);
  return [{ code: properties?.id ?? "broken", field: properties?.xtag ?? "" }];
};

type Tags = { [name: string]: Tags };
const pathsOf = (tags: Tags, above = ""): string[] =>
  Object.entries(tags).flatMap(([name, below]) => [above + name, ...pathsOf(below, `${above}${name}/`)]);

/** The fields a form names, those of lists as "list/field", and what keeps it from being filled in. */
export function readForm(template: Uint8Array): FormReading {
  const inspector = new InspectModule();
  try {
    const form = open(template, [inspector]);
    const text = form.getFullText();
    return {
      fields: [...new Set(pathsOf(inspector.getAllTags() as Tags))],
      faults: [],
      wide: [...text.matchAll(/｛[^｝]{0,30}｝/gu)].map(([found]) => found).slice(0, 10),
    };
  } catch (error) {
    return { fields: [], faults: faultsOf(error).slice(0, 20), wide: [] };
  }
}
