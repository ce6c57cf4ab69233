import { useEffect } from "react";
import type { Locale } from "#app/lib/i18n.ts";

let loadedIn: Locale | undefined;

/**
 * Loads the page anew when the reader's language has changed while it was open (by signing in, in another window):
 * the scripts that are here speak the one language they were loaded for.
 */
export function FollowLanguage({ locale }: { locale: Locale }) {
  useEffect(() => {
    loadedIn ??= locale;
    if (loadedIn !== locale) window.location.reload();
  }, [locale]);
  return null;
}
