import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Hand, Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { MentorshipChips } from "#app/components/people/mentorship-chip.tsx";
import { formatDate } from "#app/lib/format.ts";
import { isUuid, oneOf } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listMentorships } from "#app/modules/mentorships/queries.server.ts";
import { MENTORSHIP_STATES } from "#app/modules/mentorships/rules.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w) => w.title);

const EARLIEST = 2015;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const query = url.searchParams;
  const thisYear = Number(formatDate(actor.now).slice(0, 4));
  const asked = Number(query.get("year"));
  const year = Number.isInteger(asked) && asked >= EARLIEST && asked <= thisYear + 1 ? asked : thisYear;
  const placeId = query.get("place");
  const filter = {
    year,
    state: oneOf(query.get("state"), MENTORSHIP_STATES),
    placeId: isUuid(placeId) ? placeId : undefined,
    mine: query.get("mine") === "1",
  };
  const page = await listMentorships(actor, filter, pageRequest(url, 30));
  const here = (runtimeFacts().publicUrl ?? url.origin) + url.pathname + url.search;
  return { ...page, year, thisYear, filtered: query.size > 0, url: here, code: qrPath(here) };
}

export default function Mentorships() {
  const w = useWords(mentorshipsWords);
  const page = useLoaderData<typeof loader>();
  const { rows, after, before, year, thisYear, figures } = page;
  const years = Array.from({ length: 5 }, (_, n) => String(thisYear - n));
  return (
    <>
      <PrintHeader url={page.url} code={page.code} />
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {page.mayEnter && (
              <LinkButton to={paths.newMentorship()} variant="primary" icon={Plus}>
                {w.add}
              </LinkButton>
            )}
            <PrintButton />
          </>
        }
      />
      <FilterBar
        filters={[
          {
            name: "year",
            label: w.year,
            options: years.map((value) => ({ value, label: value })),
            standard: String(year),
          },
          {
            name: "state",
            label: w.stateLabel,
            options: MENTORSHIP_STATES.map((value) => ({ value, label: w.state[value] })),
          },
          {
            name: "place",
            label: w.place,
            options: figures.places.map(({ id, name }) => ({ value: id, label: name })),
          },
          { name: "mine", label: w.whose, options: [{ value: "1", label: w.mine }] },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={page.filtered ? w.noneFiltered : w.none}>{page.filtered ? "" : w.noneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.caption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.mentorship(row.id)}
          columns={[
            {
              key: "pair",
              label: w.title,
              cell: (row) => (
                <span className="md:whitespace-nowrap print:whitespace-nowrap">
                  {w.pair(row.master, row.apprentice)}
                </span>
              ),
            },
            { key: "state", label: w.stateLabel, cell: (row) => <State row={row} />, mark: true },
            { key: "trade", label: w.fields.trade, cell: (row) => row.trade },
            { key: "place", label: w.place, cell: (row) => row.place },
            {
              key: "period",
              label: w.fields.period,
              cell: (row) => (
                <span className="tabular-nums">
                  <span className="whitespace-nowrap">{row.startsOn} —</span>{" "}
                  <span className="whitespace-nowrap">{row.endsOn}</span>
                </span>
              ),
            },
            {
              key: "notes",
              label: w.notes,
              cell: (row) => (
                <span className="tabular-nums">
                  {w.noteCounts(row.signed)}
                  {row.missing > 0 && <span className="block text-sm text-waiting">{w.missingCount(row.missing)}</span>}
                </span>
              ),
            },
            ...(rows.some((row) => row.state === "GRADUATED")
              ? [
                  {
                    key: "grade",
                    label: w.fields.gradeAfter,
                    cell: (row: Row) => (row.state === "GRADUATED" && row.gradeAfter ? w.grade[row.gradeAfter] : "—"),
                  },
                ]
              : []),
          ]}
        />
      )}
      <Pager after={after} before={before} />
      <Section title={w.figures(String(year))} hint={w.figuresHint}>
        {figures.places.length === 0 ? <p className="text-muted">{w.noFigures}</p> : <Figures />}
      </Section>
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];
function State({ row }: { row: Row }) {
  const w = useWords(mentorshipsWords);
  return (
    <span className="flex flex-wrap gap-1.5">
      <MentorshipChips state={row.state} onBehalf={row.onBehalf} />
      {row.waits && (
        <Chip tone="waiting" icon={Hand}>
          {w.waits}
        </Chip>
      )}
    </span>
  );
}

function Figures() {
  const w = useWords(mentorshipsWords);
  const { figures, year, thisYear } = useLoaderData<typeof loader>();
  const current = year >= thisYear;
  const rows = [...figures.places, ...(figures.places.length > 1 ? [{ id: "", name: w.total, ...figures.total }] : [])];
  const figure = (key: "pairs" | "masters" | "apprentices" | "training" | "graduated") => ({
    key,
    label: key === "training" && current ? w.figure.trainingNow : w.figure[key],
    cell: (row: (typeof rows)[number]) => row[key],
    numeric: true,
  });
  return (
    <DataTable
      caption={w.figures(String(year))}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "place",
          label: w.figure.place,
          cell: (row) => (row.id ? row.name : <span className="font-semibold">{row.name}</span>),
        },
        figure("pairs"),
        figure("masters"),
        figure("apprentices"),
        figure("training"),
        figure("graduated"),
      ]}
    />
  );
}
