import type { ReactNode } from "react";
import type { ActivityKind } from "#app/modules/activities/rules.ts";
import { paths } from "#app/lib/paths.ts";
import { PageHeader } from "../layout/page-header.tsx";
import { useActivityLabel } from "./activity-chip.tsx";

type ActivityHeaderProps = {
  activity: { id: string; kind: ActivityKind; ordinal: number | null; topic: string };
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
};

/** The head of a page on which something is done about an activity: what, about which, and the way back. */
export function ActivityHeader({ activity, title, lead, actions }: ActivityHeaderProps) {
  const label = useActivityLabel()(activity);
  return (
    <PageHeader
      title={title}
      marks={<span className="text-sm text-muted">{label}</span>}
      lead={
        <>
          <p className="font-medium text-ink">{activity.topic}</p>
          {lead && <p>{lead}</p>}
        </>
      }
      back={{ to: paths.activity(activity.id), label }}
      actions={actions}
    />
  );
}
