import { Link } from "@remix-run/react";
import { CircleCheckBig } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { Chip } from "../facts/chip.tsx";
import { FactsTable } from "../facts/facts-table.tsx";
import type { ShownActivity } from "./activity-data.ts";
import { When } from "./when.tsx";

/** When, where, who receives it, and how many were there: named people and counted listeners apart. */
export function ActivityFacts({ activity }: { activity: ShownActivity }) {
  const w = useWords(activitiesWords);
  const { named, listeners, ownThere, signedIn } = activity;
  const shows = activity.publishedAt !== null && activity.state !== "CANCELLED";
  return (
    <FactsTable
      columns={2}
      facts={[
        {
          label: w.field.when,
          value: <When startsAt={activity.startsAt} endsAt={activity.endsAt} timeZone={activity.alliance.timeZone} />,
        },
        { label: w.field.host, value: activity.hostName || "—" },
        { label: w.field.place, value: activity.place || "—" },
        shows && {
          label: w.attendance,
          value: (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
              <Link to={paths.activityAction(activity.id, "attendance")} className="link">
                {w.named(named)}
              </Link>
              {listeners > 0 && <span>{w.listeners(listeners)}</span>}
              {ownThere > 0 && <span className="text-muted">{w.ownThere(ownThere)}</span>}
              {signedIn && (
                <Chip tone="done" icon={CircleCheckBig}>
                  {w.youWereThere}
                </Chip>
              )}
            </span>
          ),
        },
        activity.practical !== "" && {
          label: w.field.practical,
          value: <span className="whitespace-pre-wrap">{activity.practical}</span>,
          wide: true,
        },
      ]}
    />
  );
}
