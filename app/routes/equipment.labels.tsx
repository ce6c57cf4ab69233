import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { LabelSheets } from "#app/components/equipment/label-sheets.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readAssetFilter } from "#app/modules/equipment/asset-filter.ts";
import { listLabels } from "#app/modules/equipment/queries.server.ts";
import { LABEL_SHEETS, labelSheetOf } from "#app/modules/equipment/rules.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (w) => w.labels.title);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams, origin } = new URL(request.url);
  const ids = searchParams.getAll("id").filter((id) => UUID.test(id));
  const { rows, total } = await listLabels(actor, ids, readAssetFilter(searchParams));
  const sheet = labelSheetOf(searchParams.get("sheet"));
  const skip = Number.parseInt(searchParams.get("skip") ?? "", 10);
  const base = runtimeFacts().publicUrl ?? origin;
  return {
    sheet,
    total,
    skip: skip > 0 ? Math.min(skip, sheet.across * sheet.down - 1) : 0,
    outline: searchParams.get("outline") === "on",
    kept: [...searchParams].filter(([name]) => !["sheet", "skip", "outline"].includes(name)),
    labels: rows.map(({ type, name, enterprise, ...row }) => ({
      ...row,
      name: name || type,
      enterprise: enterprise.name,
      qr: qrPath(base + paths.machine(row.code)),
    })),
  };
}

export default function Labels() {
  const w = useWords(equipmentWords);
  const { labels, total, sheet, skip, outline } = useLoaderData<typeof loader>();
  const pages = Math.ceil((labels.length + skip) / (sheet.across * sheet.down));
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={w.labels.title}
          lead={
            <>
              {labels.length > 0 && <p>{w.labels.count(labels.length, pages)}</p>}
              <p>{w.labels.lead}</p>
              <noscript>
                <p>{w.labels.noScript}</p>
              </noscript>
            </>
          }
          back={{ to: paths.equipment(), label: w.title }}
          actions={labels.length > 0 && <PrintButton />}
        />
        <Layout />
        {total > labels.length && (
          <div className="mb-4">
            <Notice kind="warning">{w.labels.tooMany(labels.length, total)}</Notice>
          </div>
        )}
      </div>
      {labels.length === 0 ? (
        <EmptyState>{w.labels.none}</EmptyState>
      ) : (
        <LabelSheets sheet={sheet} labels={labels} skip={skip} outline={outline} />
      )}
    </>
  );
}

function Layout() {
  const w = useWords(equipmentWords);
  const { sheet, skip, outline, kept } = useLoaderData<typeof loader>();
  return (
    <Form method="get" className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
      {kept.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <Select
        name="sheet"
        label={w.labels.sheet}
        placeholder={false}
        defaultValue={sheet.key}
        options={LABEL_SHEETS.map((one) => ({
          value: one.key,
          label: w.labels.sheetName(one.across, one.down, one.width, one.height),
        }))}
      />
      <TextInput
        name="skip"
        label={w.labels.skip}
        hint={w.labels.skipHint}
        inputMode="numeric"
        defaultValue={String(skip)}
      />
      <label className="flex min-h-12 items-center gap-2">
        <input
          type="checkbox"
          name="outline"
          value="on"
          defaultChecked={outline}
          className="size-5 accent-(--primary-fill)"
        />
        {w.labels.outline}
      </label>
      <Button variant="secondary">{w.labels.show}</Button>
    </Form>
  );
}
