import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListChecks, UserRound } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FittingProblems } from "#app/components/solving/fitting-problems.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadForMe } from "#app/modules/solving/for-me/queries.server.ts";
import { matchingWords } from "#app/words/matching.ts";

export const meta = pageTitle(matchingWords, (w) => w.forMe.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { ...(await loadForMe(actor)), me: actor.personId };
}

export default function ForMe() {
  const w = useWords(matchingWords).forMe;
  const { problems, full, me } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={<p>{w.lead}</p>} />
      {problems.length > 0 ? (
        <FittingProblems problems={problems} />
      ) : full ? (
        <EmptyState
          title={w.full}
          actions={
            <LinkButton to={paths.problems({ tab: "waiting" })} icon={ListChecks}>
              {w.inHand}
            </LinkButton>
          }
        >
          {w.fullWhy}
        </EmptyState>
      ) : (
        <EmptyState
          title={w.none}
          actions={
            <LinkButton to={paths.editCraftsman(me)} icon={UserRound}>
              {w.profile}
            </LinkButton>
          }
        >
          {w.noneWhy}
        </EmptyState>
      )}
      <div className="mt-5">
        <LinkButton to={paths.problems({ tab: "open" })}>{w.allOpen}</LinkButton>
      </div>
    </>
  );
}
