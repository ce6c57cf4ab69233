import type { Locale } from "./i18n.ts";

/** Where the scripts with the words of a language are; see runtime/language-builds.server.ts. */
const scriptIn = (path: string) => path.replace(/^\/assets\/(?=.+\.js$)/, "/assets/en/");

const made = new WeakMap<object, object>();

const moved = (value: unknown): unknown => {
  if (typeof value === "string") return scriptIn(value);
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one)]));
};

/**
 * The framework's list of scripts for a reader of this language. Its version differs too: a browser that holds the
 * other list is told to load the page anew.
 */
export function manifestFor<M extends { version: string; url: string }>(manifest: M, locale: Locale): M {
  // In development there is one set of scripts, with both languages.
  if (locale !== "en" || !manifest.url.startsWith("/assets/")) return manifest;
  let own = made.get(manifest) as M | undefined;
  if (!own) {
    own = { ...(moved(manifest) as M), version: versionIn(manifest.version) };
    made.set(manifest, own);
  }
  return own;
}

const versionIn = (version: string) => `${version}-en`;

/** The language of the list of scripts with this version. */
export const localeOfVersion = (version: string | null): Locale => (version?.endsWith("-en") ? "en" : "zh-CN");
