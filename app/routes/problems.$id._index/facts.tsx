import type { ReactNode } from "react";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { Day, DayTime } from "#app/components/facts/time.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemPageWords } from "#app/words/problem-page.ts";
import type { Problem } from "./loaded.ts";

type Field = keyof Problem["layers"];

/** A value, with a mark where only the own side reads it. */
function Kept({ problem, field, children }: { problem: Problem; field: Field; children: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>{children}</span>
      {problem.layers[field] === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
    </span>
  );
}

/** Names and numbers of the problem; what is empty or not for this reader is left out. */
export function Facts({ problem }: { problem: Problem }) {
  const w = useWords(problemPageWords);
  const f = useWords(problemFactsWords);
  const { fields } = problem;
  const text = (
    field:
      | "equipmentType"
      | "equipmentModel"
      | "equipmentMaker"
      | "assetNumber"
      | "line"
      | "processStep"
      | "alarmCode"
      | "since"
      | "frequency",
  ) => {
    const value = fields[field];
    return value
      ? {
          label: f.field[field],
          value: (
            <Kept problem={problem} field={field}>
              {value}
            </Kept>
          ),
        }
      : null;
  };
  const amount = (field: "downtimeHours" | "scrapPercent", unit: string) => {
    const value = fields[field];
    return value === null
      ? null
      : {
          label: f.field[field],
          value: <Kept problem={problem} field={field}>{`${formatNumber(value, 3)} ${unit}`}</Kept>,
        };
  };
  return (
    <Section title={w.facts}>
      <FactsTable
        columns={2}
        facts={[
          text("equipmentType"),
          text("equipmentModel"),
          text("equipmentMaker"),
          text("assetNumber"),
          { label: f.field.category, value: f.categories[fields.category ?? "EQUIPMENT"] },
          fields.industry !== null && { label: f.field.industry, value: f.industries[fields.industry] },
          text("line"),
          text("processStep"),
          text("alarmCode"),
          text("since"),
          text("frequency"),
          amount("downtimeHours", f.hoursPerWeek),
          amount("scrapPercent", f.percent),
          fields.impactFen !== null && {
            label: f.field.impactFen,
            value: (
              <Kept problem={problem} field="impactFen">
                <Money fen={fields.impactFen} />
              </Kept>
            ),
          },
          fields.wantedBy !== null && { label: f.field.wantedBy, value: <Day at={fields.wantedBy} timeZone="UTC" /> },
        ]}
      />
    </Section>
  );
}

/** Who posted it, when, and on which terms. */
export function People({ problem, guest }: { problem: Problem; guest: boolean }) {
  const w = useWords(problemPageWords);
  const f = useWords(problemFactsWords);
  const c = useWords(commonWords);
  const { timeZone } = problem;
  return (
    <Section title={w.people}>
      <FactsTable
        facts={[
          {
            label: f.enterprise,
            value: (
              <Organisation
                name={problem.enterprise?.name}
                to={problem.enterprise && !guest ? paths.organisation(problem.enterprise.id) : undefined}
              />
            ),
          },
          { label: f.author, value: <Person name={problem.author?.name} /> },
          problem.enteredBy !== null && { label: f.enteredBy, value: problem.enteredBy },
          problem.postedAt !== null && {
            label: f.posted,
            value: <DayTime at={problem.postedAt} timeZone={timeZone} />,
          },
          problem.visitAllowed !== null && { label: f.visitAllowed, value: problem.visitAllowed ? c.yes : c.no },
          problem.ipOwner !== null && { label: f.ipOwner, value: f.ipOwners[problem.ipOwner] },
          problem.agreementRequired && { label: f.agreementRequired, value: c.yes },
          (problem.secrecyLevel === "INTERNAL" || problem.secrecyLevel === "COMMERCIAL_SECRET") && {
            label: f.secrecyLevel,
            value: f.secrecyLevels[problem.secrecyLevel],
          },
        ]}
      />
    </Section>
  );
}
