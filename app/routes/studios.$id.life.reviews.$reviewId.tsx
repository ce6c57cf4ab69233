import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Gavel } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { EvidenceFiles } from "#app/components/files/evidence-files.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { TargetList } from "#app/components/studios/target-list.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { addStudioFiles, needFiles, removeReviewFile } from "#app/modules/studios/files.server.ts";
import { loadReview } from "#app/modules/studios/queries-inside.server.ts";
import { saveReview, submitReview } from "#app/modules/studios/review-studio.server.ts";
import { reached } from "#app/modules/studios/rules.ts";
import { filesSchema, reviewSchema, STUDIO_MAX, submitReviewSchema } from "#app/modules/studios/schema.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(
  studiosWords,
  (w, data: { file: { year: number; round: number }; name: string }) =>
    `${w.page.reviewOf(data.file.year, data.file.round)} · ${data.name}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadReview(await requireActor(request), uuidParam(params.id), uuidParam(params.reviewId));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const reviewId = uuidParam(params.reviewId);
  const form = await readForm(request);
  const w = words(studioFormsWords, actor.locale).review;
  const done = (said: string) => redirectWithToast(request, paths.studioReview(id, reviewId), said);
  switch (intentOf(form)) {
    case "evidence":
      return submitForm(
        request,
        filesSchema,
        async () => {
          const files = filesIn(form);
          needFiles(files);
          await addStudioFiles(actor, "studio-review", reviewId, files);
          return done(w.added);
        },
        { form },
      );
    case "remove":
      await removeReviewFile(actor, reviewId, uuidField(form.get("fileId")));
      return done(w.removed);
    case "write":
      return form.get("step") === "submit"
        ? submitForm(
            request,
            submitReviewSchema,
            (input) => submitReview(actor, reviewId, input).then(() => done(w.submitted)),
            { form },
          )
        : submitForm(request, reviewSchema, (input) => saveReview(actor, reviewId, input).then(() => done(w.saved)), {
            form,
          });
    default:
      throw new DomainError("bad_request");
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Review() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(studioFormsWords).review;
  const s = useWords(studiosWords);
  const { file, targets } = page;
  const decides = page.may.confirm || page.may.return;
  return (
    <>
      <PageHeader
        title={s.page.reviewOf(file.year, file.round)}
        marks={
          <StatusChip tone={file.state === "SUBMITTED" ? "waiting" : file.state === "DECIDED" ? "done" : "moving"}>
            {s.page.reviewState[file.state]}
          </StatusChip>
        }
        lead={
          <>
            <p className="font-medium text-ink">{page.name}</p>
            {page.mayWrite && <p>{w.lead}</p>}
          </>
        }
        back={{ to: paths.studioLife(page.id), label: page.name }}
        actions={
          decides &&
          file.state === "SUBMITTED" && (
            <LinkButton to={paths.studioStep(page.id, "decide")} variant="primary" icon={Gavel}>
              {w.decide}
            </LinkButton>
          )
        }
      />
      {file.returned && file.state === "DRAFT" && (
        <div className="mb-6 max-w-form">
          <Notice kind="warning" title={w.returnedWhy}>
            {file.returned}
          </Notice>
        </div>
      )}
      <Outcome page={page} />
      <Facts page={page} />
      {targets.length > 0 && (
        <Section title={w.targets}>
          <TargetList caption={w.targets} targets={targets.map((one) => ({ ...one, reached: reached(one) }))} />
        </Section>
      )}
      <EvidenceFiles files={page.evidence} open={page.mayWrite} words={w.evidence} />
      {page.mayWrite ? <Writing page={page} /> : <Written page={page} />}
    </>
  );
}

function Outcome({ page }: { page: Page }) {
  const w = useWords(studioFormsWords).review;
  const s = useWords(studiosWords);
  const { decisions, submittedAt } = page.file;
  if (decisions.length === 0 && !submittedAt) return null;
  return (
    <Section title={w.outcome}>
      <FactsTable
        facts={[
          submittedAt !== null && {
            label: w.submittedAt,
            value: <DayTime at={submittedAt} timeZone={page.timeZone} />,
          },
          ...decisions.map((one) => ({
            label: `${one.decidedOn} ${s.decision[one.kind]}`,
            value: (
              <>
                <span>
                  {[one.document, one.decidedBy, one.dueOn && s.until(one.dueOn)].filter(Boolean).join(" · ")}
                </span>
                <span className="prose-plain block">{one.reason}</span>
              </>
            ),
          })),
        ]}
      />
    </Section>
  );
}

function Facts({ page }: { page: Page }) {
  const w = useWords(studioFormsWords).review;
  const b = useWords(benefitWords);
  const { facts, state } = page.file;
  if (!facts) return null;
  return (
    <Section title={w.facts} hint={state === "DRAFT" ? w.factsHint : w.frozen}>
      <FactsTable
        columns={2}
        facts={[
          { label: w.fact.solved, value: w.items(facts.solved) },
          { label: w.fact.solvedElsewhere, value: w.items(facts.solvedElsewhere) },
          { label: w.fact.adopters, value: w.firms(facts.adopters) },
          { label: w.fact.benefitBand, value: b.band[facts.benefitBand] },
          { label: w.fact.exchanges, value: w.sessions(facts.exchanges) },
          { label: w.fact.graduated, value: w.people(facts.graduated) },
          { label: w.fact.promoted, value: w.people(facts.promoted) },
          { label: w.fact.results, value: w.times(facts.results) },
          { label: w.fact.achievements, value: w.items(facts.achievements) },
        ]}
      />
    </Section>
  );
}

function Written({ page }: { page: Page }) {
  const w = useWords(studioFormsWords).review;
  const { summary, plan } = page.file;
  return (
    <>
      {summary && (
        <Section title={w.summary}>
          <p className="prose-plain max-w-reading">{summary}</p>
        </Section>
      )}
      {plan && (
        <Section title={w.plan}>
          <p className="prose-plain max-w-reading">{plan}</p>
        </Section>
      )}
    </>
  );
}

function Writing({ page }: { page: Page }) {
  const w = useWords(studioFormsWords).review;
  const { file } = page;
  const [form, fields] = useForm<Record<string, string>>({
    id: "review",
    lastResult: useResult("write"),
    defaultValue: { summary: file.summary, plan: file.plan },
  });
  const sending = useSending("write");
  return (
    <Section title={w.writing}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <UnsavedGuard />
        <ErrorSummary form={form} labels={{ summary: w.summary, plan: w.plan, files: w.evidence.title }} />
        <input type="hidden" name="intent" value="write" />
        <input type="hidden" name="version" value={file.version} />
        <Textarea
          field={fields.summary}
          label={w.summary}
          hint={w.summaryHint}
          rows={8}
          max={STUDIO_MAX.summary}
          required
        />
        <Textarea field={fields.plan} label={w.plan} rows={4} max={STUDIO_MAX.plan} required />
        <div className="flex flex-wrap gap-3">
          <Button name="step" value="submit" size="large" loading={sending}>
            {w.submit}
          </Button>
          <Button name="step" value="save" size="large" variant="secondary" loading={sending}>
            {w.save}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
