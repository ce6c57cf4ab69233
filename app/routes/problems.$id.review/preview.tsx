import { Button } from "#app/components/actions/button.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { FIELD_LAYER, type ProblemField } from "#app/modules/problems/layers.ts";
import type { previewRelease } from "#app/modules/problems/queries-review.server.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemReviewWords } from "#app/words/problem-review.ts";
import { useFieldText } from "./field-text.ts";

type Seen = ReturnType<typeof previewRelease>;
const TAGGED: readonly string[] = ["title", "severity", "category", "industry"];

/** "As a competitor sees it": made by the same projection that serves the pages. */
export function Preview({ preview }: { preview: { summary: Seen; detail: Seen } }) {
  const w = useWords(problemReviewWords);
  return (
    <section aria-labelledby="preview-title" aria-live="polite" className="rounded-md border border-line bg-sunken p-4">
      <h2 id="preview-title" className="text-lg">
        {w.preview}
      </h2>
      <p className="mb-3 text-sm text-muted">{w.previewHint}</p>
      <OneReader label={w.previewSummary} seen={preview.summary} />
      <OneReader label={w.previewDetail} seen={preview.detail} />
      <Button name="intent" value="preview" variant="secondary" size="small">
        {w.previewButton}
      </Button>
    </section>
  );
}

function OneReader({ label, seen }: { label: string; seen: Seen }) {
  const w = useWords(problemReviewWords);
  const f = useWords(problemFactsWords);
  const { fields, photos } = seen;
  const textFor = useFieldText();
  const textOf = (field: ProblemField) => textFor(field, fields[field]);
  const shown = (Object.keys(FIELD_LAYER) as ProblemField[]).filter(
    (field) => !TAGGED.includes(field) && textOf(field) !== "",
  );
  return (
    <div className="mb-4 rounded-md border border-line bg-surface p-3">
      <h3 className="mb-2 text-sm text-muted">{label}</h3>
      <p className="mb-1 font-semibold wrap-anywhere">{fields.title}</p>
      <p className="mb-2 flex flex-wrap items-center gap-2 text-sm text-muted">
        <SeverityTag severity={fields.severity ?? "DEGRADED"} />
        {f.categories[fields.category ?? "EQUIPMENT"]}
      </p>
      <dl className="space-y-1.5 text-dense">
        {shown.map((field) => (
          <div key={field}>
            <dt className="text-sm text-muted">{f.field[field]}</dt>
            <dd className="prose-plain line-clamp-4">{textOf(field)}</dd>
          </div>
        ))}
      </dl>
      {photos.length > 0 && (
        <ul className="mt-2 grid grid-cols-4 gap-1.5" aria-label={w.previewPhotos(photos.length)}>
          {photos.map((id) => (
            <li key={id}>
              <img
                src={paths.file(id, "thumb")}
                alt=""
                width={80}
                height={80}
                className="aspect-square w-full rounded-md border border-line object-cover"
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
