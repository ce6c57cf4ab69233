import type { Explain } from "#app/lib/http/explain-errors.server.ts";
import { readCookie } from "#app/lib/http/session-cookie.server.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/lib/i18n.ts";
import { requestLocale } from "#app/modules/accounts/load-frame.server.ts";
import { errorText } from "#app/words/error-text.ts";

/** Says errors in the language of whoever asks; called by the guard around every loader and action. */
export const explain: Explain = async (request) => {
  const chosen = readCookie(request, "locale");
  // The person's own language is in the database, and that may be what went wrong.
  const locale = await requestLocale(request).catch(() => (isLocale(chosen) ? chosen : DEFAULT_LOCALE));
  return (message, values) => errorText(locale, message, values);
};
