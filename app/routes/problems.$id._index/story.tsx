import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemPageWords } from "#app/words/problem-page.ts";
import type { Problem } from "./loaded.ts";

/** What a person told in sentences, each part under its own heading. */
export function Story({ problem }: { problem: Problem }) {
  const w = useWords(problemPageWords);
  const f = useWords(problemFactsWords);
  const c = useWords(commonWords);
  const { fields, layers } = problem;
  const mark = (field: keyof Problem["layers"]) =>
    layers[field] === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />;
  return (
    <>
      {fields.phenomenon && (
        <Section title={w.story} aside={mark("phenomenon")}>
          <p className="prose-plain max-w-reading">{fields.phenomenon}</p>
        </Section>
      )}
      {fields.tried && (
        <Section title={w.tried} aside={mark("tried")}>
          <p className="prose-plain max-w-reading">{fields.tried}</p>
        </Section>
      )}
      {(fields.target || fields.measuredBy) && (
        <Section title={w.target} aside={mark("target")}>
          <p className="prose-plain max-w-reading">{fields.target}</p>
          {fields.measuredBy && (
            <p className="prose-plain max-w-reading text-muted">{c.labelled(f.field.measuredBy, fields.measuredBy)}</p>
          )}
        </Section>
      )}
      {fields.parameters && (
        <Section title={f.field.parameters} aside={<LayerTag layer="CONFIDENTIAL" />}>
          <p className="prose-plain max-w-reading">{fields.parameters}</p>
        </Section>
      )}
    </>
  );
}
