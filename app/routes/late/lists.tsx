import { useLoaderData } from "@remix-run/react";
import { CircleCheckBig } from "lucide-react";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { lateWords } from "#app/words/late.ts";
import type { loader } from "./route.tsx";

/** What is late, or stands still, as its readers may know it. */
export function LateList() {
  const w = useWords(lateWords);
  const { list, filters } = useLoaderData<typeof loader>();
  const stands = filters.ball === "OTHER_SIDE";
  const title = filters.ball ? w.ball[filters.ball] : w.all;
  return (
    <Section title={title}>
      {list.late.length === 0 ? (
        <EmptyState icon={CircleCheckBig} title={w.none}>
          {w.noneLead}
        </EmptyState>
      ) : (
        <DataTable
          caption={stands ? w.standing : w.caption}
          rows={list.late}
          rowKey={({ problem }) => problem.id}
          rowLink={({ problem }) => paths.problem(problem.id)}
          columns={[
            {
              key: "problem",
              label: w.column.problem,
              cell: ({ problem }) => (
                <>
                  {problem.title || problem.number}{" "}
                  <span className="text-sm font-normal whitespace-nowrap text-muted tabular-nums">
                    {problem.number}
                  </span>
                </>
              ),
            },
            {
              key: "state",
              label: w.column.state,
              narrow: true,
              mark: true,
              cell: ({ problem }) => <StateChip state={problem.state} />,
            },
            {
              key: "severity",
              label: w.filters.lane,
              narrow: true,
              mark: true,
              cell: ({ problem }) => <SeverityTag severity={problem.severity} />,
            },
            {
              key: "enterprise",
              label: w.column.enterprise,
              cell: ({ problem }) => <Organisation name={problem.enterprise?.name} />,
            },
            stands
              ? { key: "since", label: w.column.since, cell: ({ since }) => <DayTime at={since} /> }
              : { key: "due", label: w.column.due, cell: ({ problem }) => <DueTime dueAt={problem.dueAt} /> },
            {
              key: "step",
              label: w.column.step,
              cell: ({ step }) => (step && step in w.step ? w.step[step as keyof typeof w.step] : "—"),
            },
          ]}
        />
      )}
      <Pager after={list.after} />
    </Section>
  );
}

type EscalatedLine = ReturnType<typeof useLoaderData<typeof loader>>["list"]["escalated"][number];

/** What came up to the union or the leading unit: number, state and organisations, nothing of what it is about. */
export function Escalated() {
  const w = useWords(lateWords);
  const { list, scope } = useLoaderData<typeof loader>();
  const lead = scope.kind === "lead";
  const title = lead ? w.cameUp : w.escalated;
  return (
    <Section title={title}>
      {list.escalated.length === 0 ? (
        <p className="text-muted">{lead ? w.cameUpNone : w.escalatedNone}</p>
      ) : (
        <DataTable
          caption={title}
          rows={list.escalated}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "number",
              label: w.column.number,
              cell: (row) => <span className="tabular-nums">{row.number}</span>,
            },
            {
              key: "state",
              label: w.column.state,
              narrow: true,
              mark: true,
              cell: (row) => <StateChip state={row.state} />,
            },
            { key: "alliance", label: w.column.alliance, cell: (row) => row.alliance },
            ...(lead
              ? []
              : [
                  {
                    key: "enterprise",
                    label: w.column.enterprise,
                    cell: (row: EscalatedLine) => <Organisation name={row.enterprise} />,
                  },
                ]),
            {
              key: "due",
              label: w.column.due,
              cell: (row) => (row.dueAt ? <DueTime dueAt={row.dueAt} /> : w.ball.OTHER_SIDE),
            },
          ]}
        />
      )}
      <Pager after={list.after} />
    </Section>
  );
}
