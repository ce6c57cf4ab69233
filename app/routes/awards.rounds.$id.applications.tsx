import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ApplicationTable } from "#app/components/awards/application-table.tsx";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf, textParam, uuidParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listApplications, roundOfList } from "#app/modules/awards/applications/queries.server.ts";
import { roundTabsFor } from "#app/modules/awards/rounds/tabs/round-tabs.server.ts";
import { APPLICATION_STATES } from "#app/modules/awards/lifecycle.ts";
import { applicationHistoryWords } from "#app/words/application-history.ts";
import { applicationsWords } from "#app/words/applications.ts";

export const meta = pageTitle(
  applicationsWords,
  (w, page: { round: { name: string } }) => `${w.of} · ${page.round.name}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const round = await roundOfList(actor, uuidParam(params.id));
  const filter = {
    roundId: round.id,
    q: textParam(url.searchParams.get("q")),
    state: oneOf(url.searchParams.get("state"), APPLICATION_STATES),
    view: oneOf(url.searchParams.get("view"), ["waiting"]),
  };
  const [tabs, list] = await Promise.all([
    roundTabsFor(actor, round.id),
    listApplications(actor, filter, pageRequest(url, 50)),
  ]);
  return { round, tabs, ...list };
}

export default function RoundApplications() {
  const w = useWords(applicationsWords);
  const en = useLocale() === "en";
  const { round, tabs, rows, after, before } = useLoaderData<typeof loader>();
  const name = (en && round.nameEn) || round.name;
  return (
    <>
      <PageHeader title={w.of} lead={name} back={{ to: awardPaths.awardRound(round.id), label: name }} />
      {tabs && <RoundTabs round={tabs} />}
      <FilterBar
        query={{ label: useWords(applicationHistoryWords).search }}
        filters={[
          { name: "view", label: w.viewLabel, options: [{ value: "waiting", label: w.waiting }] },
          {
            name: "state",
            label: w.stateLabel,
            options: APPLICATION_STATES.map((value) => ({ value, label: w.state[value] })),
          },
        ]}
      />
      <ApplicationTable rows={rows} withRound={false} />
      <Pager after={after} before={before} />
    </>
  );
}
