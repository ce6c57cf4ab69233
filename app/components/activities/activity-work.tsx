import {
  CalendarPlus,
  CircleDot,
  Images,
  ListChecks,
  MessageSquareText,
  Newspaper,
  PencilLine,
  Printer,
  QrCode,
  UserPlus,
} from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { LinkButton } from "../actions/link-button.tsx";
import type { ShownActivity } from "./activity-data.ts";

/** What the reader may do about the activity, each on a page of its own. */
export function ActivityWork({ activity: { id, may, state, publishedAt } }: { activity: ShownActivity }) {
  const { do: w, title } = useWords(activitiesWords);
  const pages = [
    { name: "code", icon: QrCode, shown: may.record },
    { name: "attendance", icon: ListChecks, shown: may.record },
    { name: "sheet", icon: Printer, shown: may.record },
    { name: "advice", icon: MessageSquareText, shown: may.record },
    { name: "photos", icon: Images, shown: may.photos },
    { name: "news", icon: Newspaper, shown: may.news },
    { name: "problems", icon: CircleDot, shown: may.pickProblems },
    { name: "experts", icon: UserPlus, shown: may.invite },
    { name: "edit", icon: PencilLine, shown: may.arrange },
  ] as const;
  const shown = pages.filter((page) => page.shown);
  const ics = publishedAt !== null && state !== "CLOSED";
  if (shown.length === 0 && !ics) return null;
  return (
    <nav className="no-print mt-5 flex flex-wrap gap-2" aria-label={title}>
      {shown.map(({ name, icon }) => (
        <LinkButton key={name} to={paths.activityAction(id, name)} icon={icon}>
          {w[name]}
        </LinkButton>
      ))}
      {ics && (
        <LinkButton
          to={paths.activityAction(id, "calendar")}
          icon={CalendarPlus}
          variant="quiet"
          reloadDocument
          prefetch="none"
        >
          {w.ics}
        </LinkButton>
      )}
    </nav>
  );
}
