import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { FileForm } from "#app/components/form/file-form.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FileLinks } from "#app/components/studios/file-links.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { CRAFTSMAN_TITLES, HONOUR_TIERS } from "#app/modules/alliances/kinds.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { SKILL_GRADES } from "#app/modules/mentorships/rules.ts";
import { addStudioFiles, needFiles } from "#app/modules/studios/files.server.ts";
import { confirmPromotion, enterPromotion, withdrawPromotion } from "#app/modules/studios/promote-member.server.ts";
import { loadPromotions } from "#app/modules/studios/queries-inside.server.ts";
import {
  confirmPromotionSchema,
  promotionSchema,
  STUDIO_MAX,
  withdrawPromotionSchema,
} from "#app/modules/studios/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";

export const meta = pageTitle(studioFormsWords, (w) => w.promotions.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadPromotions(await requireActor(request), uuidParam(params.id));
  return { ...page, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(studioFormsWords, actor.locale).promotions;
  const done = (said: string) => redirectWithToast(request, paths.studioStep(id, "promotions"), said);
  if (intentOf(form) === "confirm")
    return submitForm(
      request,
      confirmPromotionSchema,
      ({ promotionId }) => confirmPromotion(actor, id, promotionId).then(() => done(w.confirmDone)),
      { form },
    );
  if (intentOf(form) === "withdraw")
    return submitForm(
      request,
      withdrawPromotionSchema,
      ({ promotionId, reason }) => withdrawPromotion(actor, id, promotionId, reason).then(() => done(w.withdrawDone)),
      { form },
    );
  return submitForm(
    request,
    promotionSchema,
    async (input) => {
      const files = filesIn(form);
      needFiles(files);
      const row = await enterPromotion(actor, id, input);
      await addStudioFiles(actor, "studio-promotion", row.id, files);
      return done(w.done);
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["rows"][number];

export default function Promotions() {
  const w = useWords(studioFormsWords).promotions;
  const page = useLoaderData<typeof loader>();
  const result = useResult("enter");
  const [confirming] = useForm({ id: "confirm-promotion", lastResult: useResult("confirm") });
  const [withdrawing] = useForm({ id: "withdraw-promotion", lastResult: useResult("withdraw") });
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
      {page.may.promote && (
        <FoldedSection title={w.add} open={result !== undefined}>
          <PromotionForm page={page} />
        </FoldedSection>
      )}
      <Section title={w.caption}>
        <ErrorSummary form={confirming} />
        <ErrorSummary form={withdrawing} labels={{ reason: w.reason }} idOf={() => "promotions"} />
        {page.rows.length === 0 ? (
          <p id="promotions" className="text-muted">
            {w.none}
          </p>
        ) : (
          <DataTable
            caption={w.caption}
            rows={page.rows}
            rowKey={(row) => row.id}
            columns={[
              { key: "person", label: w.person, cell: (row) => row.name, narrow: true },
              { key: "state", label: w.stateLabel, mark: true, cell: (row) => <State row={row} /> },
              { key: "change", label: w.change, cell: (row) => <Change row={row} /> },
              {
                key: "day",
                label: w.onDay,
                cell: (row) => <span className="tabular-nums">{row.onDay}</span>,
                narrow: true,
              },
              {
                key: "issuer",
                label: w.issuer,
                cell: (row) => [row.issuer, row.document].filter(Boolean).join(" · "),
              },
              { key: "files", label: w.files, cell: (row) => <FileLinks files={row.files} /> },
              { key: "steps", label: w.steps, cell: (row) => <RowSteps row={row} /> },
            ]}
          />
        )}
      </Section>
    </>
  );
}

function State({ row }: { row: Row }) {
  const w = useWords(studioFormsWords).promotions;
  if (row.withdrawnAt) return <StatusChip title={row.reason}>{w.withdrawn}</StatusChip>;
  if (row.confirmedAt) return <StatusChip tone="done">{w.confirmed(row.confirmedName)}</StatusChip>;
  return <StatusChip tone="waiting">{row.files.length === 0 ? w.noFile : w.waiting}</StatusChip>;
}

function Change({ row }: { row: Row }) {
  const m = useWords(mentorshipsWords);
  const a = useWords(alliancesWords);
  if (row.kind === "GRADE" && row.gradeBefore && row.gradeAfter)
    return `${m.grade[row.gradeBefore]} → ${m.grade[row.gradeAfter]}`;
  return [row.honourTier && a.tiers[row.honourTier], row.title && a.titles[row.title]].filter(Boolean).join(" · ");
}

function RowSteps({ row }: { row: Row }) {
  const w = useWords(studioFormsWords).promotions;
  const sending = useSending("confirm");
  return (
    <div className="flex flex-wrap items-start gap-2">
      {row.mayConfirm && row.files.length > 0 && (
        <Form method="post">
          <input type="hidden" name="intent" value="confirm" />
          <input type="hidden" name="promotionId" value={row.id} />
          <Button size="small" loading={sending}>
            {w.confirm}
            <span className="sr-only">{row.name}</span>
          </Button>
        </Form>
      )}
      {row.mayWithdraw && (
        <Form method="post">
          <input type="hidden" name="intent" value="withdraw" />
          <input type="hidden" name="promotionId" value={row.id} />
          <ConfirmButton label={w.withdraw} question={w.withdrawSure} variant="quiet" size="small">
            <TextInput name="reason" id={`reason-${row.id}`} label={w.reason} required />
          </ConfirmButton>
        </Form>
      )}
    </div>
  );
}

function PromotionForm({ page }: { page: Page }) {
  const w = useWords(studioFormsWords).promotions;
  const m = useWords(mentorshipsWords);
  const a = useWords(alliancesWords);
  const result = useResult("enter");
  const [form, fields] = useForm<Record<string, string>>({
    id: "promotion",
    lastResult: result,
    defaultValue: { onDay: page.today, kind: "GRADE" },
  });
  const sending = useSending("enter");
  const grades = SKILL_GRADES.map((value) => ({ value, label: m.grade[value] }));
  return (
    <FileForm
      form={form}
      labels={{
        personId: w.person,
        kind: w.kindLabel,
        gradeBefore: w.gradeBefore,
        gradeAfter: w.gradeAfter,
        honourTier: w.honourTier,
        title: w.honour,
        onDay: w.onDay,
        issuer: w.issuer,
        document: w.document,
        files: w.files,
      }}
    >
      <input type="hidden" name="intent" value="enter" />
      <input type="hidden" name="clientId" value={page.clientId} />
      <Select
        field={fields.personId}
        label={w.person}
        options={page.members.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <RadioGroup
        field={fields.kind}
        label={w.kindLabel}
        columns={2}
        required
        options={(["GRADE", "HONOUR"] as const).map((value) => ({ value, label: w.kind[value] }))}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Select field={fields.gradeBefore} label={w.gradeBefore} options={grades} />
        <Select field={fields.gradeAfter} label={w.gradeAfter} options={grades} />
        <Select
          field={fields.honourTier}
          label={w.honourTier}
          options={HONOUR_TIERS.map((value) => ({ value, label: a.tiers[value] }))}
        />
        <Select
          field={fields.title}
          label={w.honour}
          options={CRAFTSMAN_TITLES.map((value) => ({ value, label: a.titles[value] }))}
        />
      </div>
      <DateInput field={fields.onDay} label={w.onDay} max={page.today} required />
      <TextInput field={fields.issuer} label={w.issuer} max={STUDIO_MAX.body} required />
      <TextInput field={fields.document} label={w.document} max={STUDIO_MAX.document} optional />
      <FileField
        name="files"
        id="promotion-files"
        label={w.files}
        multiple
        required
        errors={result?.error?.files ?? undefined}
      />
      <Button size="large" loading={sending}>
        {w.submit}
      </Button>
    </FileForm>
  );
}
