import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { FileForm } from "#app/components/form/file-form.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FileLinks } from "#app/components/studios/file-links.tsx";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { isUuid, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { enterFund } from "#app/modules/studios/enter-fund.server.ts";
import { addStudioFiles } from "#app/modules/studios/files.server.ts";
import { loadFunds } from "#app/modules/studios/queries-inside.server.ts";
import { fundSchema, STUDIO_MAX } from "#app/modules/studios/schema.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(studioFormsWords, (w) => w.funds.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const page = await loadFunds(actor, uuidParam(params.id));
  const asked = new URL(request.url).searchParams.get("correct");
  const corrected = isUuid(asked) ? page.rows.find((row) => row.id === asked && !row.replaced) : undefined;
  return { ...page, corrected: corrected ?? null, clientIds: [crypto.randomUUID(), crypto.randomUUID()] as const };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  return submitForm(
    request,
    fundSchema,
    async (input) => {
      const row = await enterFund(actor, id, input);
      await addStudioFiles(actor, "studio-fund", row.id, filesIn(form));
      return redirectWithToast(
        request,
        paths.studioStep(id, "funds"),
        words(studioFormsWords, actor.locale).funds.done,
      );
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["rows"][number];

export default function Funds() {
  const w = useWords(studioFormsWords).funds;
  const s = useWords(studiosWords).page;
  const page = useLoaderData<typeof loader>();
  const { corrected } = page;
  const mayCorrect = (row: Row) => !row.replaced && (row.kind === "GRANTED" ? page.may.grant : page.may.use);
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p className="font-medium text-ink">{page.name}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: paths.studioLife(page.id), label: page.name }}
      />
      <FactsTable
        facts={[
          { label: s.granted, value: <Money fen={BigInt(page.sums.grantedFen)} as="yuan" /> },
          { label: s.used, value: <Money fen={BigInt(page.sums.usedFen)} as="yuan" /> },
          {
            label: s.left,
            value: (
              <span className="inline-flex flex-wrap items-center gap-2">
                <Money fen={BigInt(page.sums.leftFen)} as="yuan" />
                {page.sums.over && <StatusChip tone="urgent">{s.over}</StatusChip>}
              </span>
            ),
          },
        ]}
      />
      {corrected && mayCorrect(corrected) ? (
        <Section title={w.correcting(corrected.text)} hint={w.correctingHint}>
          <FundForm kind={corrected.kind} page={page} corrected={corrected} clientId={page.clientIds[0]} />
        </Section>
      ) : (
        <div className="mt-6">
          {page.may.grant && <Entry kind="GRANTED" page={page} clientId={page.clientIds[0]} />}
          {page.may.use && <Entry kind="USED" page={page} clientId={page.clientIds[1]} />}
        </div>
      )}
      <Section title={w.caption}>
        {page.rows.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <DataTable
            caption={w.caption}
            rows={page.rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "day",
                label: w.onDay,
                cell: (row) => <span className="tabular-nums">{row.onDay}</span>,
                narrow: true,
              },
              { key: "kind", label: w.kindLabel, mark: true, cell: (row) => <Marks row={row} /> },
              {
                key: "text",
                label: w.what,
                cell: (row) => (
                  <What
                    row={row}
                    correct={mayCorrect(row) ? paths.studioStep(page.id, "funds", { correct: row.id }) : null}
                  />
                ),
              },
              {
                key: "amount",
                label: w.amount,
                numeric: true,
                cell: (row) => (
                  <span className={row.replaced ? "text-muted line-through" : undefined}>
                    <Money fen={BigInt(row.amountFen)} as="yuan" />
                  </span>
                ),
              },
            ]}
          />
        )}
      </Section>
    </>
  );
}

function Marks({ row }: { row: Row }) {
  const w = useWords(studioFormsWords).funds;
  return (
    <span className="flex flex-wrap gap-1.5">
      <StatusChip tone={row.kind === "GRANTED" ? "done" : "still"}>{w.kind[row.kind]}</StatusChip>
      {row.overspent && <StatusChip tone="urgent">{w.overspent}</StatusChip>}
      {row.correctsId && <StatusChip tone="moving">{w.correction}</StatusChip>}
      {row.replaced && <StatusChip>{w.replaced}</StatusChip>}
    </span>
  );
}

function What({ row, correct }: { row: Row; correct: string | null }) {
  const w = useWords(studioFormsWords).funds;
  return (
    <div>
      <span className="wrap-anywhere">{row.text}</span>
      <span className="block text-sm text-muted">
        {[row.document, row.note, w.by(row.byName)].filter(Boolean).join(" · ")}
      </span>
      <FileLinks files={row.files} />
      {correct && (
        <Link to={correct} className="link text-sm">
          {w.correct}
        </Link>
      )}
    </div>
  );
}

function Entry({ kind, page, clientId }: { kind: "GRANTED" | "USED"; page: Page; clientId: string }) {
  const w = useWords(studioFormsWords).funds;
  const result = useResult();
  const mine = result?.initialValue?.kind === kind;
  return (
    <FoldedSection title={w.add[kind]} open={mine}>
      <FundForm kind={kind} page={page} corrected={null} clientId={clientId} />
    </FoldedSection>
  );
}

type FundFormProps = { kind: "GRANTED" | "USED"; page: Page; corrected: Row | null; clientId: string };

function FundForm({ kind, page, corrected, clientId }: FundFormProps) {
  const w = useWords(studioFormsWords).funds;
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({
    id: `fund-${corrected?.id ?? kind}`,
    lastResult: result?.initialValue?.kind === kind ? result : undefined,
    defaultValue: {
      onDay: corrected?.onDay ?? page.today,
      text: corrected?.text ?? "",
      document: corrected?.document ?? "",
    },
  });
  const what = kind === "GRANTED" ? w.grantedBy : w.usedFor;
  const sending = useSending();
  return (
    <FileForm
      form={form}
      labels={{
        onDay: w.onDay,
        amountYuan: w.amount,
        text: what,
        document: w.document,
        note: w.note,
        files: w.files,
      }}
    >
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="clientId" value={clientId} />
      {corrected && <input type="hidden" name="correctsId" value={corrected.id} />}
      <DateInput field={fields.onDay} label={w.onDay} max={page.today} required />
      <NumberWithUnit field={fields.amountYuan} label={w.amount} unit={w.unit} required />
      <TextInput field={fields.text} label={what} max={STUDIO_MAX.purpose} required />
      <TextInput field={fields.document} label={w.document} max={STUDIO_MAX.document} optional />
      <TextInput
        field={fields.note}
        label={w.note}
        hint={w.noteHint}
        max={STUDIO_MAX.note}
        required={corrected !== null}
        optional={corrected === null}
      />
      <FileField name="files" id={`files-${form.id}`} label={w.files} multiple optional />
      <Button size="large" loading={sending}>
        {w.submit}
      </Button>
    </FileForm>
  );
}
