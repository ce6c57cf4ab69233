import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { ChangesSummary } from "#app/components/awards/changes-summary.tsx";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { useNamed } from "#app/components/awards/named.ts";
import { peopleColumn } from "#app/components/awards/people-column.ts";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Beside, StandsNow } from "#app/components/form/stands-now.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useAnswer, useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { oneOf, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { countChanges } from "#app/modules/awards/changes/queries.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { gradeSchema, versionSchema } from "#app/modules/awards/panel/schema.ts";
import { roundTabsFor } from "#app/modules/awards/rounds/tabs/round-tabs.server.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { loadScores, SCORE_SORTS } from "#app/modules/awards/scores/queries.server.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { panelWords } from "#app/words/panel.ts";

export const meta = pageTitle(panelWords, (w, page: { round: { name: string } }) => `${w.scores} · ${page.round.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const sort = oneOf(url.searchParams.get("sort"), SCORE_SORTS);
  const actor = await requireActor(request);
  const scores = await loadScores(actor, uuidParam(params.id), pageRequest(url, 50), sort);
  const id = url.searchParams.get("change");
  const proposing = scores.organiser && scores.round.state === "PANEL";
  return {
    ...scores,
    chosen: scores.rows.find((row) => row.id === id) ?? null,
    tabs: await roundTabsFor(actor, scores.round.id),
    changes: proposing ? await countChanges(actor, scores.round.id) : null,
  };
}

/** What the form sends for "as the ranks have it" and for no award. */
const RANKED = "=";
const NONE = "-";

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(panelWords, actor.locale);
  switch (intentOf(form)) {
    case "grade":
      return submitForm(
        request,
        gradeSchema,
        async ({ grade = RANKED, ...input }) => {
          const wanted = grade === RANKED ? null : grade === NONE ? "" : grade;
          await gradeApplication(actor, id, { ...input, grade: wanted });
          const back = new URL(request.url).searchParams;
          back.delete("change");
          return redirectWithToast(request, `${awardPaths.awardScores(id)}?${back}`, w.proposed);
        },
        { form },
      );
    case "publish":
      return submitForm(
        request,
        versionSchema,
        async ({ version }) => {
          await publishNotice(actor, id, version);
          return redirectWithToast(request, awardPaths.awardNotice(id), w.published);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** A round's scores once its panel has closed, and the proposal for the notice. */
export default function Scores() {
  const page = useLoaderData<typeof loader>();
  const { round, rows, places, organiser } = page;
  const w = useWords(panelWords);
  const named = useNamed();
  const n = useWords(awardNoticeWords);
  const proposing = organiser && round.state === "PANEL";
  const [search] = useSearchParams();
  const changeOf = (id: string): string => {
    const next = new URLSearchParams(search);
    next.set("change", id);
    return `${awardPaths.awardScores(round.id)}?${next}`;
  };
  return (
    <>
      <PageHeader
        title={w.scores}
        lead={
          <>
            <p className="font-medium text-ink">{named(round)}</p>
            <p>{w.scoresLead}</p>
            {places.length > 0 && (
              <p>
                {w.places}
                {w.colon}
                {places.map((one) => w.placesOf(one.grade, one.places)).join(w.comma)}
              </p>
            )}
          </>
        }
        back={{ to: awardPaths.awardRound(round.id), label: named(round) }}
      />
      {page.tabs && <RoundTabs round={page.tabs} />}
      {proposing && page.chosen && <Grade key={page.chosen.id} page={page} chosen={page.chosen} />}
      <FilterBar
        filters={[
          {
            name: "sort",
            label: w.sortLabel,
            standard: "rank",
            options: (["rank", "spread"] as const).map((value) => ({ value, label: w.sort[value] })),
          },
        ]}
        keep={[]}
      />
      <DataTable
        caption={w.scoresCaption}
        rows={rows}
        rowKey={(row) => row.id}
        rowLink={(row) => awardPaths.awardPoints(row.id)}
        columns={[
          {
            key: "about",
            label: w.about,
            cell: (row) => (
              <>
                <span className="tabular-nums">{row.rank}.</span> {row.title}
              </>
            ),
          },
          ...peopleColumn(rows, { label: w.people, comma: w.comma }),
          { key: "units", label: w.units, cell: (row) => row.units.join(w.comma) },
          { key: "total", label: w.total, numeric: true, cell: (row) => pointsText(row.total) },
          { key: "spread", label: w.spread, numeric: true, cell: (row) => pointsText(row.spread) },
          { key: "sheets", label: w.counted, numeric: true, cell: (row) => w.countedOf(row.sheets) },
          {
            key: "grade",
            label: w.grade,
            mark: true,
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-1.5">
                <StatusChip tone={row.grade ? "done" : "still"}>{row.grade || w.noGrade}</StatusChip>
                {row.deviates && (
                  <StatusChip tone="waiting" title={row.gradeReason}>
                    {w.deviates}
                  </StatusChip>
                )}
                {(row.state === "EXCLUDED" || row.state === "REVOKED") && (
                  <StatusChip tone="urgent">{n.row[row.state]}</StatusChip>
                )}
              </span>
            ),
          },
          ...(proposing
            ? [
                {
                  key: "change",
                  label: w.change,
                  cell: (row: Page["rows"][number]) =>
                    row.state === "ADMITTED" && (
                      <Link to={changeOf(row.id)} className="link" aria-label={w.changeOf(row.title)}>
                        {w.change}
                      </Link>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Pager after={page.after} before={page.before} />
      {proposing && <Publish page={page} />}
    </>
  );
}

/**
 * Another grade than rank and places give, for the application chosen in the list. What was typed stays where a colleague was
 * faster; theirs stands beside it.
 */
function Grade({ page, chosen }: { page: Page; chosen: Page["rows"][number] }) {
  const w = useWords(panelWords);
  const answer = useAnswer("grade");
  const values = { grade: chosen.deviates ? chosen.grade || NONE : RANKED, reason: chosen.gradeReason };
  const [form, fields] = useAnsweredForm<typeof values>({ id: "grade", result: answer.result, values });
  const options = [
    { value: RANKED, label: w.asRanked },
    ...page.places.map((one) => ({ value: one.grade, label: one.grade })),
    { value: NONE, label: w.noGrade },
  ];
  return (
    <Section title={w.changeOf(chosen.title)} hint={w.changeHint}>
      <Form method="post" id={form.id} noValidate className="mb-8 max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ grade: w.grade, reason: w.reason }} />
        <input type="hidden" name="intent" value="grade" />
        <input type="hidden" name="applicationId" value={chosen.id} />
        <input type="hidden" name="version" value={chosen.version} />
        <StandsNow
          answer={answer}
          version={chosen.version}
          now={values}
          read={(name, value) => (name === "grade" ? options.find((one) => one.value === value)?.label : undefined)}
        >
          <Select field={fields.grade} label={w.grade} placeholder={false} options={options} />
          <Beside name="grade" />
          <Textarea field={fields.reason} label={w.reason} rows={2} max={PANEL_MAX.reason} />
          <Beside name="reason" />
        </StandsNow>
        <Button variant="secondary" loading={useSending("grade")}>
          {w.propose}
        </Button>
      </Form>
    </Section>
  );
}

function Publish({ page }: { page: Page }) {
  const w = useWords(panelWords);
  const [form] = useForm({ id: "publish", lastResult: useResult("publish") });
  return (
    <Section title={w.publish} hint={w.publishHint(page.round.noticeDays)}>
      {page.changes && <ChangesSummary roundId={page.round.id} count={page.changes} />}
      <Form method="post" id={form.id} className="space-y-4">
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="publish" />
        <input type="hidden" name="version" value={page.round.version} />
        <ConfirmButton
          label={w.publish}
          question={w.publishSure}
          variant="primary"
          size="large"
          loading={useSending("publish")}
        />
      </Form>
    </Section>
  );
}
