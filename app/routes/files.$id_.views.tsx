import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { viewsOf } from "#app/modules/attachments/queries.server.ts";
import { filesWords } from "#app/words/files.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(filesWords, (w) => w.viewsTitle);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  viewsOf(await requireActor(request), uuidParam(params.id));

export default function FileViews() {
  const w = useWords(filesWords);
  const files = useWords(problemStepsWords).photos.title;
  const { fileName, problemId, views, most } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.viewsTitle}
        lead={
          <>
            <p className="font-medium break-words text-ink">{fileName}</p>
            <p>{w.viewsLead}</p>
          </>
        }
        back={problemId ? { to: paths.problemAction(problemId, "photos"), label: files } : undefined}
      />
      {views.length === 0 ? (
        <p className="text-muted">{w.noViews}</p>
      ) : (
        <table className="w-full max-w-form text-left">
          <thead>
            <tr className="border-b border-line text-sm text-muted">
              <th className="py-2 pr-4 font-medium">{w.person}</th>
              <th className="py-2 font-medium">{w.time}</th>
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <tr key={view.id} className="border-b border-line">
                <td className="py-2 pr-4">{view.personName}</td>
                <td className="py-2 tabular-nums">{formatDateTime(view.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {views.length === most && <p className="mt-3 text-sm text-muted">{w.viewsCut(most)}</p>}
    </>
  );
}
