import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { SearchForm } from "#app/components/activities/search-form.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { textParam, uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { addProblem, removeProblem } from "#app/modules/activities/pick-problems.server.ts";
import { loadProblemChoice } from "#app/modules/activities/queries-work.server.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.problems.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const q = textParam(new URL(request.url).searchParams.get("q"), 60);
  return loadProblemChoice(await requireActor(request), uuidParam(params.id), q);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(activityWorkWords, actor.locale).problems;
  const here = paths.activityAction(id, "problems", { q: textParam(new URL(request.url).searchParams.get("q"), 60) });
  const problemId = uuidField(form.get("problemId"));
  switch (intentOf(form)) {
    case "add":
      await addProblem(actor, id, problemId);
      return redirectWithToast(request, here, w.added);
    case "remove":
      await removeProblem(actor, id, problemId);
      return redirectWithToast(request, here, w.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export default function PickProblems() {
  const w = useWords(activityWorkWords).problems;
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader activity={page} title={w.title} lead={w.lead} />
      <Section title={w.picked}>
        {page.there.length === 0 ? <p className="text-muted">{w.nonePicked}</p> : <List rows={page.there} there />}
      </Section>
      <Section title={w.found}>
        <SearchForm q={page.q} label={w.search} submit={w.find} />
        {page.found.length === 0 ? <p className="text-muted">{w.noneFound}</p> : <List rows={page.found} />}
      </Section>
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["found"][number];
type Shown = Pick<Row, "id" | "number" | "title" | "state" | "partial" | "equipmentType"> & {
  enterprise: string | { name: string } | null;
};

function List({ rows, there = false }: { rows: Shown[]; there?: boolean }) {
  const w = useWords(activityWorkWords).problems;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-col gap-x-4 gap-y-2 py-3 sm:flex-row sm:items-center">
          <div className="min-w-0 grow">
            <Link to={paths.problem(row.id)} className="font-medium wrap-anywhere hover:underline">
              {row.title || row.number}
            </Link>
            <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
              <span className="tabular-nums">{row.number}</span>
              <Organisation name={typeof row.enterprise === "object" ? row.enterprise?.name : row.enterprise} />
              {row.equipmentType && <span>{row.equipmentType}</span>}
              <StateChip state={row.state} partial={row.partial} />
            </p>
          </div>
          <Form method="post" className="shrink-0" preventScrollReset>
            <input type="hidden" name="problemId" value={row.id} />
            <Button
              variant={there ? "quiet" : "secondary"}
              icon={there ? undefined : Plus}
              name="intent"
              value={there ? "remove" : "add"}
            >
              {there ? w.remove : w.add}
              <span className="sr-only">{row.title || row.number}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
