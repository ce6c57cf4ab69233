import { paths } from "#app/lib/paths.ts";
import { PageHeader } from "../layout/page-header.tsx";

type WorkHeaderProps = { step: { id: string; number: string; title: string }; title: string; lead: string };

/** The head of a page about one problem's solution: what is done here, on which problem, and the way back. */
export function WorkHeader({ step, title, lead }: WorkHeaderProps) {
  return (
    <PageHeader
      title={title}
      marks={<span className="text-sm text-muted tabular-nums">{step.number}</span>}
      lead={
        <>
          <p className="font-medium text-ink">{step.title}</p>
          <p>{lead}</p>
        </>
      }
      back={{ to: paths.problem(step.id), label: step.number }}
    />
  );
}
