import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { FactRecords } from "#app/components/awards/fact-records.tsx";
import { SubjectLine } from "#app/components/awards/subject-line.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { loadPoints } from "#app/modules/awards/scores/queries.server.ts";
import { panelWords } from "#app/words/panel.ts";

export const meta = pageTitle(panelWords, (w, page: { title: string }) => `${w.pointsTitle} · ${page.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadPoints(await requireActor(request), uuidParam(params.id));

/** Every point of one application, down to the records behind it. */
export default function Points() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(panelWords);
  const named = useNamed();
  const lang = useLocale() === "en" ? "en" : "zh";
  return (
    <>
      <PageHeader
        title={page.title}
        lead={
          <>
            <SubjectLine people={page.people} units={page.units} />
            <p>{w.pointsLead}</p>
          </>
        }
        back={
          page.rank === null
            ? {
                to:
                  page.state === "AWARDED" || page.state === "REVOKED"
                    ? awardPaths.award(page.id)
                    : awardPaths.application(page.id),
                label: named(page.round),
              }
            : { to: awardPaths.awardScores(page.round.id), label: w.scores }
        }
      />
      <div className="max-w-reading">
        <FactsTable
          facts={[
            {
              label: w.total,
              value: <span className="text-lg font-semibold tabular-nums">{pointsText(page.total)}</span>,
            },
            page.rank !== null && { label: w.rank, value: <span className="tabular-nums">{page.rank}</span> },
            { label: w.counted, value: w.countedOf(page.sheets) },
            page.spread !== null && {
              label: w.spread,
              value: <span className="tabular-nums">{pointsText(page.spread)}</span>,
            },
            page.spreadReason !== "" && { label: w.spreadReason, value: page.spreadReason },
            { label: w.hash, value: <span className="font-mono text-xs break-all">{page.hash}</span> },
          ]}
        />
      </div>
      <Section title={w.pointsTitle}>
        <ul className="max-w-reading divide-y divide-line border-y border-line">
          {page.scored.map((one) => (
            <li key={one.key} className="py-3">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <h3 className="font-semibold">
                  {page.criteria.find((criterion) => criterion.key === one.key)?.name[lang] ?? one.key}
                </h3>
                <p className="tabular-nums">{w.of(pointsText(one.points), pointsText(one.max))}</p>
              </div>
              <p className="text-sm text-muted">{w.kind[one.kind]}</p>
              {one.sheets.length > 0 && (
                <ul className="mt-2 space-y-1 text-dense">
                  {one.sheets.map((sheet, at) => (
                    <li key={sheet.seatId} className="grid grid-cols-[7rem_4rem_minmax(0,1fr)] gap-2">
                      <span>{sheet.judge ?? w.someJudge(at + 1)}</span>
                      <span className="text-right tabular-nums">
                        {pointsText(sheet.points)}
                        {sheet.left && <span className="text-xs text-muted"> {w.left}</span>}
                      </span>
                      <span className="prose-plain text-muted">{sheet.remark}</span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w.factsTitle}>
        {Object.keys(page.facts).length === 0 ? (
          <p className="text-muted">{w.noFact}</p>
        ) : (
          <FactRecords facts={page.facts} />
        )}
      </Section>
    </>
  );
}
