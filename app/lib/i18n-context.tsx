import { createContext, useContext, type ReactNode } from "react";
import { DEFAULT_LOCALE, type Locale, type SameShape, type Words } from "./i18n.ts";

const LocaleContext = createContext<Locale>(DEFAULT_LOCALE);

export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>;
}

export const useLocale = (): Locale => useContext(LocaleContext);

/** The words of one area in the reader's language. */
export function useWords<T>(dictionary: Words<T>): SameShape<T> {
  return dictionary[useContext(LocaleContext)] as SameShape<T>;
}
