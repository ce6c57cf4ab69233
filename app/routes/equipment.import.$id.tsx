import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { ASSET_FIELDS } from "#app/modules/equipment/rules.ts";
import {
  confirmAssetList,
  discardAssetList,
  loadAssetList,
  mapAssetColumns,
} from "#app/modules/ledgers/import-assets.server.ts";
import { assetColumnsSchema, stepSchema } from "#app/modules/ledgers/schema.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import { redirect } from "@remix-run/node";

export const meta = pageTitle(equipmentWords, (w, data: { fileName: string }) => w.list.preview(data.fileName));

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadAssetList(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(equipmentWords, actor.locale);
  const form = await readForm(request);
  if (intentOf(form) === "columns")
    return submitForm(
      request,
      assetColumnsSchema,
      async (input) => {
        await mapAssetColumns(actor, { id, ...input });
        return redirect(paths.equipmentList(id));
      },
      { form },
    );
  if (intentOf(form) === "discard")
    return submitForm(
      request,
      stepSchema,
      async () => {
        await discardAssetList(actor, id);
        return redirectWithToast(request, paths.equipment(), w.list.discarded);
      },
      { form },
    );
  return submitForm(
    request,
    stepSchema,
    async ({ version }) => {
      const { created, changed } = await confirmAssetList(actor, { id, version });
      return redirectWithToast(request, paths.equipment(), w.list.done(created, changed));
    },
    { form },
  );
}
type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Preview = NonNullable<Loaded["preview"]>;

export default function EquipmentList() {
  const w = useWords(equipmentWords);
  const { fileName, state, version, created, changed, preview } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.list.preview(fileName)} back={{ to: paths.equipment(), label: w.title }} />
      {preview ? (
        <Ready version={version} preview={preview} />
      ) : (
        <Notice
          kind={state === "DONE" ? "success" : "info"}
          title={state === "DONE" ? w.list.finished : w.list.given}
          actions={<LinkButton to={paths.importEquipment()}>{w.list.again}</LinkButton>}
        >
          {state === "DONE" && w.list.done(created, changed)}
        </Notice>
      )}
    </>
  );
}

function Ready({ version, preview }: { version: number; preview: Preview }) {
  const w = useWords(equipmentWords);
  const { counts } = preview;
  return (
    <>
      <Notice
        kind={counts.refused > 0 ? "warning" : "info"}
        title={w.list.counts(counts.new, counts.changed, counts.same)}
      >
        {counts.refused > 0 && w.list.refusedCount(counts.refused)}
      </Notice>
      <Steps version={version} counts={counts} />
      <Columns version={version} columns={preview.columns} />
      <Rows rows={preview.rows} />
    </>
  );
}

function Steps({ version, counts }: { version: number; counts: Preview["counts"] }) {
  const w = useWords(equipmentWords);
  const [form] = useAnsweredForm<Record<string, string>>({ id: "confirm", result: useResult("confirm"), values: {} });
  const sending = useSending("confirm");
  return (
    <div className="mt-5 flex flex-wrap items-start gap-3">
      <Form method="post" id={form.id}>
        <input type="hidden" name="intent" value="confirm" />
        <input type="hidden" name="version" value={version} />
        <ErrorSummary form={form} labels={{}} />
        {counts.new + counts.changed > 0 && (
          <Button size="large" loading={sending}>
            {counts.refused > 0 ? w.list.confirmSome(counts.refused) : w.list.confirm}
          </Button>
        )}
      </Form>
      <Form method="post">
        <input type="hidden" name="intent" value="discard" />
        <input type="hidden" name="version" value={version} />
        <ConfirmButton label={w.list.discard} question={w.list.discardSure} size="large" variant="quiet" />
      </Form>
    </div>
  );
}

function Columns({ version, columns }: { version: number; columns: Preview["columns"] }) {
  const w = useWords(equipmentWords);
  const values = Object.fromEntries(columns.map((one, index) => [`columns[${index}]`, one.field]));
  const [form, fields] = useAnsweredForm<Record<string, string>>({
    id: "columns",
    result: useResult("columns"),
    values,
  });
  const labels = Object.fromEntries(
    columns.map((one, index) => [`columns[${index}]`, one.heading || w.list.column(index + 1)]),
  );
  return (
    <Section title={w.list.columns} hint={w.list.columnsHint}>
      <Form method="post" id={form.id}>
        <input type="hidden" name="intent" value="columns" />
        <input type="hidden" name="version" value={version} />
        <ErrorSummary form={form} labels={labels} />
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
          {columns.map((one, index) => (
            <Select
              key={`columns[${index}]`}
              field={fields[`columns[${index}]`]}
              label={labels[`columns[${index}]`] ?? ""}
              hint={one.samples.join(" · ") || undefined}
              placeholder={w.list.ignore}
              options={ASSET_FIELDS.map((field) => ({ value: field, label: w.field[field] }))}
            />
          ))}
        </div>
        <div className="mt-4">
          <Button variant="secondary">{w.list.reread}</Button>
        </div>
      </Form>
    </Section>
  );
}

const TONE = { new: "done", changed: "moving", same: "still", refused: "urgent" } as const;

function Rows({ rows }: { rows: Preview["rows"] }) {
  const w = useWords(equipmentWords);
  return (
    <Section title={w.list.rows} hint={w.list.firstRows(rows.length)}>
      <DataTable
        caption={w.list.rows}
        rows={rows}
        rowKey={(row) => row.rowNumber}
        columns={[
          { key: "number", label: w.field.number, cell: (row) => row.facts.number || "—" },
          {
            key: "effect",
            label: w.list.effect,
            narrow: true,
            cell: (row) => (
              <Chip tone={TONE[row.effect]}>{row.refused ? w.list.why[row.refused] : w.list.effects[row.effect]}</Chip>
            ),
          },
          { key: "row", label: w.list.row, numeric: true, narrow: true, cell: (row) => row.rowNumber },
          ...ASSET_FIELDS.filter((field) => field !== "number" && rows.some((row) => row.facts[field])).map(
            (field) => ({
              key: field,
              label: w.field[field],
              cell: (row: Preview["rows"][number]) => row.facts[field] || "—",
            }),
          ),
        ]}
      />
    </Section>
  );
}
