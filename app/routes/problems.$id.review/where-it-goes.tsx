import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Link } from "@remix-run/react";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ReviewData } from "#app/modules/problems/queries-review.server.ts";
import type { Release } from "#app/modules/problems/release.ts";
import { commonWords } from "#app/words/common.ts";
import { problemReviewWords } from "#app/words/problem-review.ts";

type Props = { review: ReviewData; release: Release; errors: Record<string, string[]> };

/** Which alliance, who of it, and who of those reads the details. */
export function WhereItGoes({ review, release, errors }: Props) {
  const w = useWords(problemReviewWords);
  const c = useWords(commonWords);
  const members = review.members.map((one) => ({ value: one.id, label: one.name }));
  const chosen = review.alliances.find((one) => one.id === review.allianceId);
  const others = review.alliances.filter((one) => one.id !== review.allianceId);
  return (
    <Section title={w.where}>
      <div className="space-y-5">
        <input type="hidden" name="allianceId" value={review.allianceId ?? ""} />
        {chosen && (
          <p id="allianceId">
            <span className="mr-2 text-muted">{w.alliance}</span>
            <span className="font-medium">{chosen.name}</span>
            {others.map((one) => (
              <Link key={one.id} to={`?alliance=${one.id}`} className="link ml-3 text-sm">
                {c.labelled(w.allianceChange, one.name)}
              </Link>
            ))}
          </p>
        )}
        <RadioGroup
          name="circle"
          label={w.circle}
          defaultValue={release.circle}
          options={[
            { value: "ALLIANCE", label: w.circleAll, hint: w.circleAllHint },
            { value: "NAMED", label: w.circleNamed, hint: w.circleNamedHint },
          ]}
        />
        <FoldedSection title={w.circleIds} open={release.circle === "NAMED" || Boolean(errors.circleIds)}>
          <CheckboxGroup
            name="circleIds"
            label={w.circleIds}
            hideLabel
            options={members}
            columns={2}
            defaultValue={[...release.circleIds]}
            errors={errors.circleIds}
          />
        </FoldedSection>
        <RadioGroup
          name="detail"
          label={w.detail}
          defaultValue={release.detail}
          options={[
            { value: "ALL", label: w.detailAll, hint: w.detailAllHint },
            { value: "NAMED", label: w.detailNamed },
          ]}
        />
        <FoldedSection title={w.detailIds} open={release.detail === "NAMED" || Boolean(errors.detailIds)}>
          <CheckboxGroup
            name="detailIds"
            label={w.detailIds}
            hideLabel
            options={members}
            columns={2}
            defaultValue={[...release.detailIds]}
            errors={errors.detailIds}
          />
        </FoldedSection>
      </div>
    </Section>
  );
}
