import type { LoaderFunctionArgs } from "@remix-run/node";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { notFound } from "#app/lib/errors.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { APPLICATION_FIELDS, type Field, LIST_FIELDS, SHEET_FIELDS } from "#app/modules/awards/dossier/fields.ts";
import { officeIds } from "#app/modules/awards/dossier/policy.ts";
import { dossierFieldsWords } from "#app/words/dossier-fields.ts";
import { dossierWords } from "#app/words/dossier.ts";

export const meta = pageTitle(dossierWords, (w) => w.fields.title);

export async function loader({ request }: LoaderFunctionArgs) {
  if (officeIds(await requireActor(request)).length === 0) throw notFound();
  return null;
}

export default function Fields() {
  const w = useWords(dossierWords);
  return (
    <>
      <PageHeader
        title={w.fields.title}
        lead={w.fields.lead}
        back={{ to: awardPaths.dossierTemplates(), label: w.templates.title }}
      />
      <Section title={w.fields.how}>
        <div className="max-w-reading space-y-3">
          <p>{w.fields.howForm}</p>
          <p>{w.fields.howSummary}</p>
        </div>
      </Section>
      <FieldTable title={w.fields.round} fields={SHEET_FIELDS} />
      <FieldTable title={w.fields.application} fields={APPLICATION_FIELDS} />
      {LIST_FIELDS.map((list) => (
        <FieldTable key={list.key} title={w.fields.list(list.zh)} fields={list.items} list={list.key} />
      ))}
    </>
  );
}

function FieldTable({ title, fields, list }: { title: string; fields: readonly Field[]; list?: string }) {
  const w = useWords(dossierWords).fields;
  const of: Record<string, string> = useWords(dossierFieldsWords).of;
  return (
    <Section title={title} hint={list ? of[list] : undefined}>
      <DataTable
        caption={title}
        rows={[...fields]}
        rowKey={(row) => row.key}
        columns={[
          { key: "zh", label: w.zh, cell: (row) => <code>{`{${row.zh}}`}</code> },
          { key: "key", label: w.key, cell: (row) => <code>{`{${row.key}}`}</code> },
          {
            key: "meaning",
            label: w.meaning,
            cell: (row) =>
              `${of[list ? `${list}/${row.key}` : row.key] ?? of[row.key] ?? ""}${row.key === "count" ? `（${w.sheetOnly}）` : ""}`,
          },
        ]}
      />
    </Section>
  );
}
