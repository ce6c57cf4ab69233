/** Languages the product speaks; Chinese first. */
export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "zh-CN";

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** What `en` must look like for a given `zh`: the same keys, functions with the same parameters. */
export type SameShape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : SameShape<T[K]>;
};

export type Words<T> = { readonly "zh-CN": T; readonly en: SameShape<T> };

/** A dictionary of one area in both languages; a key missing in either fails the type check. */
export function defineWords<const T extends object>(zh: T, en: SameShape<T>): Words<T> {
  return { "zh-CN": zh, en };
}

/** The dictionary in one language, for use outside components. */
export function words<T>(dictionary: Words<T>, locale: Locale): SameShape<T> {
  return dictionary[locale] as SameShape<T>;
}
