import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { BenefitChip } from "#app/components/facts/benefit-chip.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { benefitWords } from "#app/words/benefit.ts";
import type { Page } from "./route.tsx";

export function Facts({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  const b = useWords(benefitWords);
  return (
    <Section title={w.facts}>
      <FactsTable
        facts={[
          page.fixes.length > 0 && {
            label: w.fixes,
            value: (
              <ul>
                {page.fixes.map((one) => (
                  <li key={one.id}>
                    {one.open ? (
                      <Link to={paths.problem(one.id)} className="link">
                        {one.title}
                      </Link>
                    ) : (
                      one.title
                    )}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            label: w.owner,
            value: <Organisation name={page.owner.name} to={paths.organisation(page.owner.id)} />,
          },
          { label: w.completedOn, value: <span className="tabular-nums">{page.completedOn}</span> },
          page.benefits.length > 0 && { label: w.certified, value: b.band[page.certifiedBand] },
          page.independent !== null &&
            page.adopters.length > 0 && { label: w.adopters, value: w.independent(page.independent) },
          page.registeredBy !== null && {
            label: w.registeredBy,
            value: (
              <>
                {page.registeredBy} {page.registeredAt && <Day at={page.registeredAt} timeZone={page.timeZone} />}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** The texts of the form, those that were written. */
export function Texts({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  return (["summary", "innovation", "application", "social", "novelty"] as const).map(
    (field) =>
      page[field] && (
        <Section key={field} title={w[field]}>
          <p className="prose-plain max-w-reading">{page[field]}</p>
        </Section>
      ),
  );
}

/** Benefits it has taken in, in bands. */
export function Benefits({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  const b = useWords(benefitWords);
  if (page.fixes.length === 0) return null;
  return (
    <Section title={w.benefits} hint={w.benefitsHint}>
      {page.benefits.length === 0 ? (
        <p className="text-muted">{w.noBenefits}</p>
      ) : (
        <Lines>
          {page.benefits.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
              <span className="font-medium">
                {b.kind[one.kind]} · {b.measure[one.measure]} · {one.year}
              </span>
              <span>{b.band[one.band]}</span>
              <BenefitChip state={one.state} />
              <span className="w-full text-sm text-muted">
                {one.recipient ?? b.unnamed}
                {!one.counts && one.unconfirmed > 0 && ` · ${b.notCounts(one.unconfirmed)}`}
              </span>
            </li>
          ))}
        </Lines>
      )}
    </Section>
  );
}

const Lines = ({ children }: { children: ReactNode }) => (
  <ul className="max-w-form divide-y divide-line border-y border-line">{children}</ul>
);

/** Adopting units; those that do not count say why. */
export function Adopters({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  if (page.adopters.length === 0) return null;
  return (
    <Section title={w.adopters} aside={page.independent !== null && w.independent(page.independent)}>
      <Lines>
        {page.adopters.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <span className="font-medium">{one.unit || w.unnamed}</span>
            <span className="text-sm text-muted tabular-nums">{one.on}</span>
            {one.contact && <span className="text-sm text-muted">{one.contact}</span>}
            {!one.confirmed && <StatusChip tone="waiting">{w.notConfirmed}</StatusChip>}
            {one.internal && <StatusChip>{w.internal}</StatusChip>}
            {one.affiliate && <StatusChip>{w.affiliate}</StatusChip>}
          </li>
        ))}
      </Lines>
    </Section>
  );
}

/** Patents, works and prizes. */
export function Lists({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  return (
    <>
      {page.patents.length > 0 && (
        <Section title={w.patents}>
          <Lines>
            {page.patents.map((one) => (
              <Line
                key={one.id}
                title={one.title}
                facts={[w.patentKind[one.kind], one.number, one.holder, w.patentState[one.state], one.on]}
              />
            ))}
          </Lines>
        </Section>
      )}
      {page.works.length > 0 && (
        <Section title={w.works}>
          <Lines>
            {page.works.map((one) => (
              <Line key={one.id} title={one.title} facts={[w.workKind[one.kind], one.issuer, one.number, one.on]} />
            ))}
          </Lines>
        </Section>
      )}
      {page.awards.length > 0 && (
        <Section title={w.awards}>
          <Lines>
            {page.awards.map((one) => (
              <Line key={one.id} title={one.name} facts={[one.grade, one.issuer, one.on]} />
            ))}
          </Lines>
        </Section>
      )}
    </>
  );
}

const Line = ({ title, facts }: { title: string; facts: string[] }) => (
  <li className="py-2.5">
    <span className="font-medium">{title}</span>
    <span className="block text-sm text-muted tabular-nums">{facts.filter(Boolean).join(" · ")}</span>
  </li>
);

/** Earlier ones that were similar when it was submitted. */
export function Similar({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  if (page.similar.length === 0) return null;
  return (
    <Section title={w.similar.title} hint={w.similar.lead}>
      <Lines>
        {page.similar.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a closed one has no name
          <li key={index} className="py-2.5">
            {one.id ? (
              <Link to={paths.achievement(one.id)} className="link">
                {one.title}
              </Link>
            ) : (
              w.similar.closed
            )}
            <span className="block text-sm text-muted tabular-nums">
              {[
                one.sameFix && w.similar.sameFix,
                one.samePatent && w.similar.samePatent,
                w.similar.alike(one.similarity),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </Lines>
    </Section>
  );
}
