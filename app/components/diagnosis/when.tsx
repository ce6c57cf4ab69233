import { CalendarPlus, Video } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { buttonLook } from "../actions/button-look.ts";
import { FactsTable } from "../facts/facts-table.tsx";
import { DayTime } from "../facts/time.tsx";
import type { RoomData } from "./room-data.ts";

/** What it is about, when, where, and how to join; the way in only for those who come. */
export function When({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const open = room.state === "FIXED" && room.rights.joins;
  return (
    <section aria-label={w.fixedAt}>
      <FactsTable
        facts={[
          room.purpose !== "" && { label: w.purpose, value: <span className="prose-plain">{room.purpose}</span> },
          {
            label: w.fixedAt,
            value: room.heldAt ? (
              <>
                <DayTime at={room.heldAt} timeZone={room.timeZone} /> · {w.minutesLong(room.minutes)}
              </>
            ) : (
              w.notFixed
            ),
          },
          { label: w.how, value: w.mode[room.mode] },
          room.place ? { label: w.place, value: room.place } : null,
          room.reason !== "" && { label: w.why, value: room.reason },
        ]}
      />
      {room.place === null && room.state !== "RECORDED" && room.state !== "CANCELLED" && (
        <p className="mt-3 text-sm text-muted">{room.seats.some((seat) => seat.own) ? w.joinHidden : w.joinOthers}</p>
      )}
      {open && (
        <p className="no-print mt-4 flex flex-wrap gap-2">
          {room.link && (
            <a href={room.link} target="_blank" rel="noreferrer noopener" className={buttonLook("primary", "medium")}>
              <Video aria-hidden className="size-[1.2em] shrink-0" />
              {w.join}
            </a>
          )}
          <a
            href={paths.diagnosisCalendar(room.problem.id, room.id)}
            download
            className={buttonLook("secondary", "medium")}
          >
            <CalendarPlus aria-hidden className="size-[1.2em] shrink-0" />
            {w.addToCalendar}
          </a>
        </p>
      )}
    </section>
  );
}
