import { PencilLine } from "lucide-react";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { RecordingList } from "#app/components/voice/recordings.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { FIELD_LAYER, MOVABLE, type ProblemField, REDACTABLE } from "#app/modules/problems/layers.ts";
import type { ReviewData } from "#app/modules/problems/queries-review.server.ts";
import type { Release } from "#app/modules/problems/release.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemReviewWords } from "#app/words/problem-review.ts";
import { statesWords } from "#app/words/states.ts";
import { useFieldText } from "./field-text.ts";

type Props = { review: ReviewData; release: Release; errors: Record<string, string[]> };
const SHOWN = (Object.keys(FIELD_LAYER) as ProblemField[]).filter(
  (field) => !["category", "severity", "industry"].includes(field),
);
const includes = (list: readonly string[], field: string) => list.includes(field);

/** Every field that says something: its original, its layer, and what outsiders read instead. */
export function FieldRows({ review, release, errors }: Props) {
  const w = useWords(problemReviewWords);
  const f = useWords(problemFactsWords);
  const s = useWords(statesWords);
  const c = useWords(commonWords);
  const textFor = useFieldText();
  const textOf = (field: ProblemField) => textFor(field, review[field]);
  // Said, not written: outsiders read what the reviewer writes in its place.
  const spoken = review.phenomenon === "" && review.recordings.length > 0;
  const filled = SHOWN.filter((field) => textOf(field) !== "" || (spoken && field === "phenomenon"));
  return (
    <>
      <Section title={w.fields} hint={w.fieldsHint}>
        <ul className="divide-y divide-line border-y border-line">
          {filled.map((field) => (
            <li key={field} className="space-y-2 py-3">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <h3 className="font-medium">{f.field[field]}</h3>
                {!includes(MOVABLE, field) && <LayerTag layer={FIELD_LAYER[field]} />}
              </div>
              {spoken && field === "phenomenon" ? (
                <div className="space-y-3">
                  <p className="text-dense text-muted">{w.spoken}</p>
                  <RecordingList recordings={review.recordings} />
                </div>
              ) : (
                <p className="prose-plain max-w-reading text-dense">{textOf(field)}</p>
              )}
              <div className={includes(MOVABLE, field) ? "grid gap-3 sm:grid-cols-[9rem_minmax(0,1fr)]" : undefined}>
                {includes(MOVABLE, field) && (
                  <Select
                    name={`layer.${field}`}
                    label={c.labelled(w.layer, f.field[field])}
                    hideLabel
                    placeholder={false}
                    defaultValue={release.fieldLayers[field] ?? FIELD_LAYER[field]}
                    options={(["DETAIL", "CONFIDENTIAL"] as const).map((layer) => ({
                      value: layer,
                      label: s.layer[layer],
                    }))}
                  />
                )}
                {includes(REDACTABLE, field) && (
                  <details
                    open={
                      Boolean(release.redactions[field]) ||
                      Boolean(errors[`text.${field}`]) ||
                      (spoken && field === "phenomenon")
                    }
                    className="group/reword min-w-0"
                  >
                    <summary className="inline-flex min-h-12 items-center gap-1.5 text-primary">
                      <PencilLine aria-hidden className="size-4" />
                      {spoken && field === "phenomenon" ? w.writeDown : w.reword}
                    </summary>
                    <Textarea
                      name={`text.${field}`}
                      label={c.labelled(w.replacement, f.field[field])}
                      hideLabel
                      hint={w.replacementHint}
                      rows={2}
                      defaultValue={release.redactions[field]}
                      errors={errors[`text.${field}`]}
                    />
                  </details>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Section>
      {review.photos.length > 0 && (
        <Section title={w.photos}>
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            {review.photos.map((photo) => (
              <li key={photo.id} className="min-w-0 space-y-1.5">
                <input type="hidden" name="photo" value={photo.id} />
                <a href={paths.file(photo.id)} className="block overflow-hidden rounded-md border border-line">
                  <img
                    src={paths.file(photo.id, "thumb")}
                    alt={photo.fileName}
                    width={240}
                    height={240}
                    className="aspect-square w-full bg-sunken object-cover"
                  />
                </a>
                <Checkbox
                  name="hidePhoto"
                  id={`hide-${photo.id}`}
                  value={photo.id}
                  label={w.photoHide}
                  defaultChecked={(release.photoLayers[photo.id] ?? photo.layer) === "CONFIDENTIAL"}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
