import { useLocale } from "#app/lib/i18n-context.tsx";

/** The name of a round or a title in the reader's language, or as it was written. */
export function useNamed() {
  const en = useLocale() === "en";
  return (one: { name: string; nameEn: string }): string => (en && one.nameEn) || one.name;
}
