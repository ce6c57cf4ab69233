import { useWords } from "#app/lib/i18n-context.tsx";
import { panelWords } from "#app/words/panel.ts";

/** The people and units a result is of. */
export function SubjectLine({ people, units }: { people: readonly string[]; units: readonly string[] }) {
  const { comma } = useWords(panelWords);
  return (
    <p className="text-muted">
      {people.join(comma)}
      {people.length > 0 && units.length > 0 && " · "}
      {units.join(comma)}
    </p>
  );
}
