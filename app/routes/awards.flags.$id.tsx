import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { FlagStateChip } from "#app/components/facts/flag-chip.tsx";
import { Day, DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { clearFlag } from "#app/modules/awards/flags/clear-flag.server.ts";
import { loadFlag } from "#app/modules/awards/flags/queries.server.ts";
import { CLEAR_MAX, clearFlagSchema } from "#app/modules/awards/flags/schema.ts";
import { flagsWords } from "#app/words/flags.ts";

export const meta = pageTitle(
  flagsWords,
  (w, page: { kind: keyof typeof w.kind }) => `${w.one} · ${w.kind[page.kind]}`,
);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadFlag(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, clearFlagSchema, async (input) => {
    await clearFlag(actor, id, input);
    return redirectWithToast(request, awardPaths.flag(id), words(flagsWords, actor.locale).clear.done);
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function OneFlag() {
  const w = useWords(flagsWords);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.kind[page.kind]}
        marks={<FlagStateChip state={page.state} />}
        lead={w.means[page.kind]}
        back={{ to: awardPaths.flags(), label: w.title }}
      />
      <Section title={w.facts}>
        <FactsTable facts={[...found(w, page), ...dates(w, page)]} />
      </Section>
      {page.targets.length > 0 && (
        <Section title={w.targets}>
          <DataTable
            caption={w.targets}
            rows={page.targets}
            rowKey={(row) => row.kind + row.id}
            columns={[
              { key: "what", label: w.targets, cell: (row) => row.title ?? row.label },
              { key: "kind", label: w.kindLabel, narrow: true, cell: (row) => w.target[row.kind] ?? row.kind },
              { key: "on", label: w.raisedOn, narrow: true, cell: (row) => (row.on ? <Day at={row.on} /> : "—") },
            ]}
          />
        </Section>
      )}
      <Answer page={page} />
    </>
  );
}

type Words = ReturnType<typeof useWords<(typeof flagsWords)["zh-CN"]>>;

const found = (w: Words, page: Page) => [
  { label: w.concerned, value: page.masked ? w.masked : page.concerned.join(w.and) || "—" },
  page.ring.length > 0 && {
    label: w.ring,
    value: page.ring.map(({ name, count }) => w.ringLine(name, count)).join(w.and),
  },
  page.people.length > 0 && { label: w.people, value: page.people.join(w.and) },
  page.kind === "INACTIVE_STUDIO" && { label: w.lastActivity, value: page.to ?? w.never },
  page.stated !== null && { label: w.stated[page.stated], value: page.from },
  page.stated !== null && page.days !== null && { label: w.known, value: `${page.to} · ${w.days(page.days)}` },
  page.stated === null &&
    page.from !== null && {
      label: w.period,
      value: (
        <span className="tabular-nums">
          {page.from} — {page.to}
        </span>
      ),
    },
  page.alike !== null && { label: w.alike, value: <span className="tabular-nums">{page.alike} %</span> },
  { label: w.evidence, value: w.evidenceCount(page.evidence) },
];

const dates = (w: Words, page: Page) => [
  { label: w.blocks, value: page.blocks.map((gate) => w.gate[gate]).join(w.and) },
  { label: w.raisedAt, value: <DayTime at={page.raisedAt} /> },
  page.changedAt !== page.raisedAt && { label: w.changedAt, value: <DayTime at={page.changedAt} /> },
];

/** What an officer said to it, or the form to say it. */
function Answer({ page }: { page: Page }) {
  const w = useWords(flagsWords);
  if (page.clearedAt)
    return (
      <Section title={w.cleared}>
        <FactsTable
          facts={[
            { label: w.cleared, value: <span className="prose-plain">{page.clearReason}</span> },
            { label: w.clearedBy, value: page.clearedBy },
            { label: w.clearedAt, value: <DayTime at={page.clearedAt} /> },
          ]}
        />
      </Section>
    );
  if (page.lapsedAt) return <Notice>{w.lapsed}</Notice>;
  if (page.against) return <Notice kind="warning">{w.clear.against[page.against]}</Notice>;
  return <Clear page={page} />;
}

function Clear({ page }: { page: Page }) {
  const w = useWords(flagsWords).clear;
  const [form, fields] = useForm<Record<string, string>>({ id: "clear", lastResult: useResult() });
  return (
    <Section title={w.title} hint={w.lead}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: w.reason }} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.reason} label={w.reason} hint={w.hint} rows={4} max={CLEAR_MAX} required />
        <Button size="large" loading={useSending()}>
          {w.submit}
        </Button>
      </Form>
    </Section>
  );
}
