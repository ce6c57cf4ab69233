import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useFetcher, useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { packMessage, refusalOf } from "#app/lib/http/respond.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { loadReview, previewRelease } from "#app/modules/problems/queries-review.server.ts";
import type { Release } from "#app/modules/problems/release.ts";
import { returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { problemReviewWords } from "#app/words/problem-review.ts";
import { FieldRows } from "./field-rows.tsx";
import { Preview } from "./preview.tsx";
import { readRelease } from "./read-release.ts";
import { WhereItGoes } from "./where-it-goes.tsx";

export const meta = pageTitle(problemReviewWords, (w) => w.title);

/** What the form starts with: the poster's wishes, and what an earlier review decided. */
const initialRelease = (review: Awaited<ReturnType<typeof loadReview>>): Release => ({
  allianceId: review.allianceId ?? "",
  circle: review.secrecyLevel === "COMMERCIAL_SECRET" ? "NAMED" : "ALLIANCE",
  circleIds: [],
  detail: "ALL",
  detailIds: [],
  fieldLayers: review.fieldLayers as Release["fieldLayers"],
  redactions: review.redactions as Release["redactions"],
  photoLayers: {},
  anonymous: review.anonymous,
  shownToSecretariat: review.shownToSecretariat,
  agreementRequired: review.agreementRequired,
});

const previews = (review: Awaited<ReturnType<typeof loadReview>>, release: Release) => ({
  summary: previewRelease(review, release, "SUMMARY"),
  detail: previewRelease(review, release, "DETAIL"),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const wanted = new URL(request.url).searchParams.get("alliance") ?? undefined;
  const review = await loadReview(actor, uuidParam(params.id), wanted);
  const release = initialRelease(review);
  return { review, release, preview: previews(review, release) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(problemReviewWords, actor.locale);
  const { version, ...release } = readRelease(form);
  const reason = String(form.get("reason") ?? "");
  const answer = async (errors: Record<string, string[]>, status: number) => {
    const review = await loadReview(actor, id, release.allianceId);
    return data({ release, reason, errors, preview: previews(review, release) }, { status });
  };
  const intent = intentOf(form);
  if (intent !== "approve" && intent !== "return") return answer({}, 200);
  try {
    if (intent === "return") await returnProblem(actor, { id, version, reason });
    else await approveProblem(actor, { id, version, ...release });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || refusal.code === "not_found") throw error;
    if (refusal.messageKey === "problem-state" || refusal.messageKey === "not-your-move") throw error;
    return answer({ [refusal.field ?? ""]: [packMessage(refusal.messageKey, refusal.values)] }, refusal.status);
  }
  return redirectWithToast(request, paths.home(), intent === "return" ? w.returned : w.approved);
}

export default function Review() {
  const w = useWords(problemReviewWords);
  const loaded = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const live = useFetcher<typeof action>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { review } = loaded;
  const { release } = answered ?? loaded;
  const errors: Record<string, string[]> = answered?.errors ?? {};
  const preview = live.data?.preview ?? (answered ?? loaded).preview;
  const approving = useSending("approve");
  const returning = useSending("return");

  const changed = (form: HTMLFormElement) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const body = new FormData(form);
      body.set("intent", "preview");
      live.submit(body, { method: "post" });
    }, 400);
  };

  return (
    <>
      <PageHeader
        title={w.title}
        marks={<span className="text-sm text-muted tabular-nums">{review.number}</span>}
        lead={
          <>
            <p>{w.lead}</p>
            <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
              <span>{w.from(review.author.name)}</span>
              {review.enteredBy && <span>{w.typedBy(review.enteredBy.name)}</span>}
              <DueTime dueAt={review.dueAt} />
            </p>
          </>
        }
        back={{ to: paths.problem(review.id), label: review.title }}
      />
      {review.secrecyLevel === "COMMERCIAL_SECRET" && <Notice kind="warning">{w.secret}</Notice>}
      {review.alliances.length === 0 && <Notice kind="error">{w.noAlliance}</Notice>}
      <Form
        method="post"
        onInput={(event) => changed(event.currentTarget)}
        className="mt-5 gap-10 xl:grid xl:grid-cols-[minmax(0,1fr)_24rem]"
        noValidate
      >
        {/* Enter in a text field presses the first button: it must preview, not release. */}
        <button type="submit" name="intent" value="preview" hidden tabIndex={-1} aria-hidden="true" />
        <div className="max-w-form min-w-0">
          <ErrorSummary
            errors={errors}
            labels={{ circleIds: w.circleIds, detailIds: w.detailIds, allianceId: w.alliance, reason: w.reason }}
          />
          <input type="hidden" name="version" value={review.version} />
          <WhereItGoes review={review} release={release} errors={errors} />
          <FieldRows review={review} release={release} errors={errors} />
          <Section title={w.terms}>
            <div className="space-y-2">
              <Checkbox name="anonymous" label={w.anonymous} defaultChecked={release.anonymous} />
              <Checkbox
                name="shownToSecretariat"
                label={w.shownToSecretariat}
                hint={w.shownToSecretariatHint}
                defaultChecked={release.shownToSecretariat}
              />
              <Checkbox
                name="agreementRequired"
                label={w.agreementRequired}
                defaultChecked={release.agreementRequired}
              />
            </div>
          </Section>
        </div>
        <div className="mt-8 min-w-0 xl:mt-0">
          <div className="xl:sticky xl:top-6">
            <Preview preview={preview} />
          </div>
        </div>
        <div className="xl:col-span-2">
          <FormActions>
            <Button
              size="large"
              name="intent"
              value="approve"
              loading={approving}
              disabled={review.alliances.length === 0}
            >
              {w.approve}
            </Button>
            <ConfirmButton
              label={w.returnTo}
              question={w.returnSure}
              confirmLabel={w.returnTo}
              name="intent"
              value="return"
              size="large"
              loading={returning}
            >
              <Textarea
                name="reason"
                label={w.reason}
                defaultValue={answered?.reason}
                errors={errors.reason}
                rows={2}
                required
              />
            </ConfirmButton>
          </FormActions>
        </div>
      </Form>
    </>
  );
}
