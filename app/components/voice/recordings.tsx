import { Keyboard } from "lucide-react";
import { formatDateTime } from "#app/lib/format.ts";
import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { voiceWords } from "#app/words/voice.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Section } from "../layout/section.tsx";

export type TypedNote = { text: string; by: string | null; at: Moment };
export type RecordingInList = {
  id: string;
  layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL";
  typed: TypedNote | null;
};

/** A recording's player, by the browser's own means: known to everybody, and works without script. */
export function Player({ id, label }: { id: string; label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what is said stands beside it once somebody has typed it out
    <audio
      controls
      preload="metadata"
      src={paths.file(id)}
      aria-label={label}
      className="block h-12 w-full max-w-form"
    />
  );
}

/** Who typed a recording out, and when. */
export function TypedLine({ note, timeZone }: { note: TypedNote; timeZone?: string }) {
  const w = useWords(voiceWords);
  const time = formatDateTime(note.at, timeZone);
  return <p className="text-sm text-muted">{note.by === null ? w.typedAt(time) : w.typedBy(note.by, time)}</p>;
}

/** Voice notes under each other, each with its text, or the way to type it out. */
export function RecordingList({ recordings, timeZone }: { recordings: RecordingInList[]; timeZone?: string }) {
  const w = useWords(voiceWords);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {recordings.map(({ id, layer, typed }, index) => (
        <li key={id} className="space-y-2 py-4">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">{w.note(index + 1)}</h3>
            <LayerTag layer={layer} />
          </div>
          <Player id={id} label={w.note(index + 1)} />
          {typed ? (
            <>
              <p className="prose-plain max-w-reading">{typed.text}</p>
              <TypedLine note={typed} timeZone={timeZone} />
            </>
          ) : (
            <p className="text-muted">{w.notTyped}</p>
          )}
          <LinkButton to={paths.typeOut(id)} icon={Keyboard} variant={typed ? "quiet" : "secondary"}>
            {typed ? w.correct : w.typeOut}
            <span className="sr-only"> {w.note(index + 1)}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}

/** The part of a page with a problem's voice notes; nothing when there are none. */
export function Recordings({ recordings, timeZone }: { recordings: RecordingInList[]; timeZone?: string }) {
  const w = useWords(voiceWords);
  if (recordings.length === 0) return null;
  return (
    <Section title={w.section} hint={w.sectionHint} id="voice">
      <RecordingList recordings={recordings} timeZone={timeZone} />
    </Section>
  );
}
