import { useWords } from "#app/lib/i18n-context.tsx";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemFormRestWords } from "#app/words/problem-form-rest.ts";

const UNITS = { downtimeHours: "hoursPerWeek", scrapPercent: "percent", impactYuan: "yuanPerDay" } as const;

/** What each field of a problem's form is called, and what is said about it. */
export function useFieldTexts() {
  const f = useWords(problemFactsWords);
  const w = useWords(problemFormRestWords);
  const named = (group: object, name: string) => (group as Record<string, string | undefined>)[name];
  return {
    label: (name: string): string => {
      if (name === "impactYuan") return f.field.impactFen;
      return named(f.field, name) ?? named(f, name) ?? name;
    },
    hint: (name: string) => named(w.hints, name),
    unit: (name: string) => (name in UNITS ? f[UNITS[name as keyof typeof UNITS]] : ""),
    option: (name: string, value: string): string => {
      const names =
        name === "category"
          ? f.categories
          : name === "ipOwner"
            ? f.ipOwners
            : name === "secrecyLevel"
              ? f.secrecyLevels
              : {};
      return named(names, value) ?? value;
    },
  };
}
