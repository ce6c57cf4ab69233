import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Repeat2 } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AdoptionChips } from "#app/components/facts/adoption-chip.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { Measures } from "#app/components/solving/measures.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { bandsOfAdoptions } from "#app/modules/achievements/benefit/queries-place.server.ts";
import { loadAdoptionsOfFix } from "#app/modules/knowledge/replication/queries.server.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { benefitWords } from "#app/words/benefit.ts";

export const meta = pageTitle(adoptionWords, (w) => w.of);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadAdoptionsOfFix(await requireActor(request), uuidParam(params.id));
  const bands = await bandsOfAdoptions(page.lines.filter((line) => !line.closed).map((line) => line.id));
  return { ...page, lines: page.lines.map((line) => ({ ...line, band: bands.get(line.id) ?? null })) };
}

export default function AdoptionsOfFix() {
  const w = useWords(adoptionWords);
  const b = useWords(benefitWords);
  const { fix, lines, independent, mayAdopt } = useLoaderData<typeof loader>();
  const adopt = mayAdopt && (
    <LinkButton to={paths.problemAction(fix.id, "reuse")} variant="primary" icon={Repeat2}>
      {w.adopt}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={w.of}
        lead={
          <>
            <p className="font-medium text-ink">{fix.title}</p>
            <p>{w.ofLead}</p>
          </>
        }
        marks={<span className="text-sm text-muted tabular-nums">{fix.number}</span>}
        back={{ to: paths.problem(fix.id), label: fix.number }}
        actions={lines.length > 0 && adopt}
      />
      {lines.length === 0 ? (
        <EmptyState title={w.ofNone} actions={adopt} />
      ) : (
        <Section title={w.unit} hint={w.independentHint} aside={independent !== null && w.independent(independent)}>
          <ul className="divide-y divide-line border-y border-line">
            {lines.map((line) => (
              <li key={line.id} className="space-y-2 py-4">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                  <Link to={paths.adoption(line.id)} className="font-medium hover:underline">
                    {line.unit === null ? w.unnamed : <Organisation name={line.unit} />}
                  </Link>
                  <AdoptionChips {...line} />
                  <span className="text-sm text-muted">
                    <Day at={line.at} timeZone={line.timeZone} />
                  </span>
                </p>
                {line.closed ? (
                  <p className="text-muted">{w.closed}</p>
                ) : line.measures.length > 0 ? (
                  <Measures measures={line.measures} />
                ) : (
                  <p className="text-muted">{w.noResult}</p>
                )}
                {line.band && (
                  <p className="text-dense">
                    <span className="text-muted">{b.achieved}</span> {b.band[line.band]}
                  </p>
                )}
                {line.result && <p className="prose-plain max-w-reading">{line.result}</p>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
