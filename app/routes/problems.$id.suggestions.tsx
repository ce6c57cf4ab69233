import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MessageSquare, Search } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { SuggestedPeople, SuggestedStudios } from "#app/components/solving/suggestions.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { similarSolved } from "#app/modules/knowledge/similar-solved.server.ts";
import { loadSuggestions } from "#app/modules/solving/matching/queries-suggestions.server.ts";
import { matchingWords } from "#app/words/matching.ts";

export const meta = pageTitle(matchingWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadSuggestions(await requireActor(request), uuidParam(params.id), similarSolved);

export default function Suggestions() {
  const w = useWords(matchingWords);
  const { step, people, studios, mayAssign, recommends } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      <Section title={w.people} hint={recommends ? w.recommendHint : mayAssign ? undefined : w.notYet}>
        {people.length > 0 ? (
          <SuggestedPeople people={people} assignOn={mayAssign ? step.id : null} />
        ) : (
          <EmptyState title={w.none}>{w.noneWhy}</EmptyState>
        )}
        <div className="mt-4 flex flex-wrap gap-3">
          {mayAssign && (
            <LinkButton to={paths.problemAction(step.id, "assign")} icon={Search}>
              {w.find}
            </LinkButton>
          )}
          {recommends && (
            <LinkButton to={paths.problemAction(step.id, "comments")} icon={MessageSquare}>
              {w.recommend}
            </LinkButton>
          )}
        </div>
      </Section>
      <Section title={w.studios}>
        {studios.length > 0 ? <SuggestedStudios studios={studios} /> : <p className="text-muted">{w.noStudios}</p>}
      </Section>
    </>
  );
}
