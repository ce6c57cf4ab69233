import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CircleCheckBig, Download, FileSpreadsheet, LoaderCircle, Printer, Undo2, Upload } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { isUuid } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { mayImport, releasePlaces } from "#app/modules/ledgers/policy.ts";
import { listImports } from "#app/modules/ledgers/queries.server.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { paperFormWords } from "#app/words/paper-form.ts";

export const meta = pageTitle(ledgersWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (!mayImport(actor)) throw forbidden();
  const after = new URL(request.url).searchParams.get("after");
  return { ...(await listImports(actor, isUuid(after) ? after : null)), mayRelease: releasePlaces(actor).length > 0 };
}

const LOOK = {
  UPLOADED: ["waiting", LoaderCircle],
  PREVIEWED: ["waiting", FileSpreadsheet],
  RUNNING: ["moving", LoaderCircle],
  DONE: ["done", CircleCheckBig],
  UNDONE: ["still", Undo2],
  FAILED: ["urgent", Undo2],
} as const;

export default function Imports() {
  const w = useWords(ledgersWords);
  const { imports, after, mayRelease } = useLoaderData<typeof loader>();
  const paper = useWords(paperFormWords);
  const actions = (
    <>
      <LinkButton to={paths.paperForm()} icon={Printer} variant="quiet">
        {paper.title}
      </LinkButton>
      <LinkButton to={paths.exportLedger("xlsx")} reloadDocument prefetch="none" icon={Download}>
        {w.export}
      </LinkButton>
      {mayRelease && <LinkButton to={paths.releaseImported()}>{w.release}</LinkButton>}
      <LinkButton to={paths.newImport()} variant="primary" icon={Upload}>
        {w.newImport}
      </LinkButton>
    </>
  );
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} actions={actions} />
      {imports.length === 0 ? (
        <EmptyState icon={FileSpreadsheet} title={w.none}>
          {w.noneHint}
        </EmptyState>
      ) : (
        <DataTable
          caption={w.title}
          rows={imports}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.importRun(row.id)}
          columns={[
            { key: "file", label: w.column.file, cell: (row) => row.fileName },
            {
              key: "state",
              label: w.column.state,
              narrow: true,
              cell: (row) => (
                <Chip tone={LOOK[row.state][0]} icon={LOOK[row.state][1]}>
                  {w.state[row.state]}
                </Chip>
              ),
            },
            { key: "rows", label: w.column.rows, numeric: true, narrow: true, cell: (row) => row.rowsTotal },
            { key: "imported", label: w.column.imported, numeric: true, narrow: true, cell: (row) => row.imported },
            { key: "place", label: w.column.place, cell: (row) => row.place },
            { key: "by", label: w.column.by, narrow: true, cell: (row) => row.by },
            { key: "at", label: w.column.at, narrow: true, cell: (row) => <DayTime at={row.createdAt} /> },
          ]}
        />
      )}
      <Pager after={after} />
    </>
  );
}
