import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData, useSearchParams } from "@remix-run/react";
import { FileUp, Plus, QrCode, ScanLine, Wrench } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readAssetFilter } from "#app/modules/equipment/asset-filter.ts";
import { listAssets, loadRegisterChoices } from "#app/modules/equipment/queries.server.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const filter = readAssetFilter(url.searchParams);
  const [page, choices] = await Promise.all([
    listAssets(actor, filter, pageRequest(url, 50)),
    loadRegisterChoices(actor),
  ]);
  return { page, choices };
}
type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

const plain = (rows: { value: string; count: number }[]) => rows.map((row) => ({ ...row, label: row.value }));

export default function Equipment() {
  const w = useWords(equipmentWords);
  const { page, choices } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const several = choices.enterprises.length > 1;
  const filtered = Object.fromEntries([...params].filter(([name]) => name !== "after" && name !== "before"));
  return (
    <>
      <PageHeader
        title={w.title}
        lead={choices.total > 0 && w.count(choices.total)}
        actions={
          <>
            {choices.total > 0 && (
              <LinkButton to={paths.scan()} icon={ScanLine}>
                {w.scan}
              </LinkButton>
            )}
            {choices.mayKeep && (
              <>
                <LinkButton to={paths.newEquipment()} variant="primary" icon={Plus}>
                  {w.add}
                </LinkButton>
                <LinkButton to={paths.importEquipment()} icon={FileUp}>
                  {w.importList}
                </LinkButton>
              </>
            )}
            {page.rows.length > 0 && (
              <LinkButton to={paths.equipmentLabels(filtered)} icon={QrCode}>
                {w.printFiltered}
              </LinkButton>
            )}
          </>
        }
      />
      <p className="-mt-2 mb-5 max-w-reading text-muted">{w.lead}</p>
      {choices.total > 0 && (
        <FilterBar
          query={{ label: w.search }}
          filters={[
            { name: "type", label: w.field.type, options: plain(choices.type) },
            { name: "line", label: w.field.line, options: plain(choices.line) },
            { name: "site", label: w.field.site, options: plain(choices.site) },
            ...(several
              ? [
                  {
                    name: "enterprise",
                    label: w.enterprise,
                    options: choices.enterprises.map((one) => ({ value: one.id, label: one.name })),
                  },
                ]
              : []),
            {
              name: "state",
              label: w.state,
              options: [
                { value: "used", label: w.inUse },
                { value: "retired", label: w.stateRetired },
              ],
            },
          ]}
        />
      )}
      {page.rows.length === 0 ? (
        <Nothing empty={choices.total === 0} mayKeep={choices.mayKeep} />
      ) : (
        <Rows rows={page.rows} several={several} />
      )}
      <Pager after={page.after} before={page.before} />
    </>
  );
}

function Rows({ rows, several }: { rows: Loaded["page"]["rows"]; several: boolean }) {
  const w = useWords(equipmentWords);
  return (
    <Form method="get" action={paths.equipmentLabels()} className="print-form">
      <DataTable
        caption={w.caption}
        rows={rows}
        rowKey={(row) => row.id}
        rowLink={(row) => paths.machine(row.code)}
        select={{ name: "id", label: (row) => row.number }}
        columns={[
          {
            key: "number",
            label: w.field.number,
            sort: "number",
            cell: (row) => (
              <>
                <span className="tabular-nums">{row.number}</span>{" "}
                {row.name && <span className="text-sm font-normal text-muted">{row.name}</span>}
              </>
            ),
          },
          { key: "type", label: w.field.type, sort: "type", cell: (row) => row.type },
          { key: "model", label: w.field.model, sort: "model", cell: (row) => row.model || "—" },
          { key: "maker", label: w.field.maker, sort: "maker", cell: (row) => row.maker || "—" },
          { key: "line", label: w.field.line, sort: "line", cell: (row) => row.line || "—" },
          { key: "site", label: w.field.site, sort: "site", cell: (row) => row.site || "—" },
          ...(several
            ? [
                {
                  key: "enterprise",
                  label: w.enterprise,
                  cell: (row: Loaded["page"]["rows"][number]) => row.enterprise.shortName || row.enterprise.name,
                },
              ]
            : []),
          {
            key: "state",
            label: w.state,
            narrow: true,
            mark: true,
            cell: (row) => (row.retiredAt ? <Chip tone="still">{w.stateRetired}</Chip> : <Chip>{w.inUse}</Chip>),
          },
        ]}
      />
      <div className="no-print mt-4">
        <Button variant="secondary" size="small" icon={QrCode}>
          {w.printTicked}
        </Button>
      </div>
    </Form>
  );
}

function Nothing({ empty, mayKeep }: { empty: boolean; mayKeep: boolean }) {
  const w = useWords(equipmentWords);
  return (
    <EmptyState
      icon={Wrench}
      title={empty ? w.empty : w.nothingFound}
      actions={
        empty &&
        mayKeep && (
          <>
            <LinkButton to={paths.newEquipment()} variant="primary" icon={Plus}>
              {w.add}
            </LinkButton>
            <LinkButton to={paths.importEquipment()} icon={FileUp}>
              {w.importList}
            </LinkButton>
          </>
        )
      }
    >
      {empty && (mayKeep ? w.emptyLead : w.emptyReader)}
    </EmptyState>
  );
}
