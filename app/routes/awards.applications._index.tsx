import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ApplicationTable } from "#app/components/awards/application-table.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listApplications } from "#app/modules/awards/applications/queries.server.ts";
import { APPLICATION_STATES } from "#app/modules/awards/lifecycle.ts";
import { applicationHistoryWords } from "#app/words/application-history.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardsWords } from "#app/words/awards.ts";

export const meta = pageTitle(applicationsWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const filter = {
    q: textParam(query.get("q")),
    state: oneOf(query.get("state"), APPLICATION_STATES),
    view: oneOf(query.get("view"), ["own", "waiting"]),
  };
  return listApplications(actor, filter, pageRequest(new URL(request.url)));
}

export default function Applications() {
  const w = useWords(applicationsWords);
  const a = useWords(awardsWords);
  const { rows, after, before } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: awardPaths.awards(), label: a.title }} />
      <FilterBar
        query={{ label: useWords(applicationHistoryWords).search }}
        filters={[
          {
            name: "view",
            label: w.viewLabel,
            options: [
              { value: "own", label: w.mine },
              { value: "waiting", label: w.waiting },
            ],
          },
          {
            name: "state",
            label: w.stateLabel,
            options: APPLICATION_STATES.map((value) => ({ value, label: w.state[value] })),
          },
        ]}
      />
      <ApplicationTable rows={rows} withRound />
      <Pager after={after} before={before} />
    </>
  );
}
