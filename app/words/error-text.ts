import { words, type Locale } from "#app/lib/i18n.ts";
import { errorsWords, type ErrorValues } from "./errors.ts";

/** The sentence for a message key; text that is no key is shown as it is. */
export function errorText(locale: Locale, message: string, values: ErrorValues = {}): string {
  const [key = "", packed] = message.split("|", 2);
  const dictionary: Record<string, string | ((v: ErrorValues) => string)> = words(errorsWords, locale);
  const entry = Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
  if (entry === undefined) return message;
  if (typeof entry === "string") return entry;
  return entry(packed ? Object.fromEntries(new URLSearchParams(packed)) : values);
}
