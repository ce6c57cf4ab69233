import { DEFAULT_LOCALE, isLocale, type Locale, type SameShape, type Words, words } from "#app/lib/i18n.ts";
import { commonWords } from "#app/words/common.ts";

type Match = { id: string; data?: unknown };

/** The reader's language, out of what the root loader brought; for `meta`. */
export function localeOfMatches(matches: readonly (Match | undefined)[]): Locale {
  const frame = matches.find((match) => match?.id === "root")?.data as { locale?: unknown } | undefined;
  return isLocale(frame?.locale) ? frame.locale : DEFAULT_LOCALE;
}

/** The tab's title: `export const meta = pageTitle(xWords, (w) => w.title)`; data of the loader comes second. */
export function pageTitle<T, D = unknown>(dictionary: Words<T>, text: (w: SameShape<T>, data: D) => string) {
  return ({ matches, data }: { matches: readonly (Match | undefined)[]; data?: unknown }) => {
    const locale = localeOfMatches(matches);
    const { titleWithProduct, product } = words(commonWords, locale);
    // Without data the page is an error page, which has a title of its own.
    if (data === undefined) return [{ title: product }];
    return [{ title: titleWithProduct(text(words(dictionary, locale) as SameShape<T>, data as D)) }];
  };
}
