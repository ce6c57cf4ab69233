import { Mic, Square, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Recorder, Trouble } from "#app/browser/voice/recorder.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { voiceWords } from "#app/words/voice.ts";
import { buttonLook } from "../actions/button-look.ts";
import { IconButton } from "../actions/icon-button.tsx";
import { cx } from "../cx.ts";
import { Field } from "../form/field.tsx";
import { controlOf } from "../form/field-props.ts";

const MAX_SECONDS = 180;
const MAX_NOTES = 4;
/** Pressed longer than this, letting go ends the recording; a shorter press begins one that the next press ends. */
const HELD_MS = 600;
const TICK_MS = 100;

export type VoiceNoteProps = { id: string; errors?: string[] };
type Note = { file: File; url: string };
type Phase = "idle" | "asking" | "recording" | "working";

/**
 * Voice notes for a form: recorded by a tap or while held, heard before they are sent, thrown away again. They stand in
 * one file box. Without script, and where the microphone is out of reach, a recording is chosen instead.
 */
export function VoiceNote({ id, errors }: VoiceNoteProps) {
  const w = useWords(voiceWords);
  const props = { id, name: "voice", errors, label: w.label, hint: w.hint, optional: true };
  const control = controlOf(props);
  const box = useRef<HTMLInputElement>(null);
  const running = useRef<Recorder>(undefined);
  const pressedAt = useRef(0);
  const [ready, setReady] = useState(false);
  const [phase, setPhase] = useState<Phase>("idle");
  const [trouble, setTrouble] = useState<Trouble>();
  const [notes, setNotes] = useState<Note[]>([]);
  const [progress, setProgress] = useState({ seconds: 0, level: 0 });
  /** As `notes`, for what answers later than the next drawing. */
  const kept = useRef<Note[]>([]);

  useEffect(() => {
    setReady(true);
    // The browser says beforehand that it never will.
    if (!window.isSecureContext) setTrouble("insecure");
    return () => {
      running.current?.cancel();
      for (const note of kept.current) URL.revokeObjectURL(note.url);
    };
  }, []);

  const show = (next: Note[]) => {
    for (const note of kept.current) if (!next.includes(note)) URL.revokeObjectURL(note.url);
    kept.current = next;
    setNotes(next);
    if (!box.current) return;
    const all = new DataTransfer();
    for (const { file } of next) all.items.add(file);
    box.current.files = all.files;
    box.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const noteOf = (file: File): Note => ({ file, url: URL.createObjectURL(file) });

  const start = async () => {
    setPhase("asking");
    setTrouble(undefined);
    const { startRecording } = await import("#app/browser/voice/recorder.ts");
    const got = await startRecording(`voice-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}`);
    if (typeof got === "string") {
      setTrouble(got);
      setPhase("idle");
      return;
    }
    running.current = got;
    setProgress({ seconds: 0, level: 0 });
    setPhase("recording");
  };
  const stop = async () => {
    const recorder = running.current;
    running.current = undefined;
    if (!recorder) return;
    setPhase("working");
    try {
      show([...kept.current, noteOf(await recorder.stop())]);
    } catch {
      setTrouble("failed");
    }
    setPhase("idle");
  };
  const stopping = useRef(stop);
  useEffect(() => {
    stopping.current = stop;
  });

  useEffect(() => {
    if (phase !== "recording") return;
    const began = Date.now();
    const timer = setInterval(() => {
      const seconds = (Date.now() - began) / 1_000;
      setProgress({ seconds, level: running.current?.level() ?? 0 });
      if (seconds >= MAX_SECONDS) void stopping.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [phase]);

  /** By pointer or key alike: begins, or ends what an earlier press began. */
  const press = () => {
    if (phase === "recording") void stop();
    else if (phase === "idle") {
      pressedAt.current = Date.now();
      void start();
    }
  };
  const release = () => {
    if (phase === "recording" && pressedAt.current > 0 && Date.now() - pressedAt.current > HELD_MS) void stop();
    pressedAt.current = 0;
  };

  const seconds = Math.floor(progress.seconds);
  const picking = !ready || trouble !== undefined;
  return (
    <Field control={control} props={props}>
      {trouble && (
        <p role="status" className="text-sm font-medium text-waiting">
          {w[trouble]}
        </p>
      )}
      {ready && trouble !== "insecure" && notes.length < MAX_NOTES && (
        <button
          type="button"
          aria-disabled={phase === "asking" || phase === "working"}
          onPointerDown={(event) => {
            if (event.button === 0) press();
          }}
          onPointerUp={release}
          onPointerCancel={release}
          onContextMenu={(event) => event.preventDefault()}
          onClick={(event) => {
            // A key has no pointer; a pointer has been dealt with.
            if (event.detail === 0) press();
          }}
          className={cx(buttonLook(phase === "recording" ? "danger" : "secondary", "large", true), "touch-none")}
        >
          {phase === "recording" ? <Square aria-hidden className="size-6" /> : <Mic aria-hidden className="size-6" />}
          {phase === "recording" ? w.stop : phase === "asking" ? w.asking : phase === "working" ? w.working : w.record}
        </button>
      )}
      {phase === "recording" && (
        <div className="flex items-center gap-3 text-dense">
          <span role="timer" className="font-semibold tabular-nums">
            {`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`}
          </span>
          <span aria-hidden className="h-3 grow overflow-hidden rounded-md bg-sunken">
            <span className="block h-full bg-moving" style={{ width: `${Math.round(progress.level * 100)}%` }} />
          </span>
          <span className="text-muted tabular-nums">{w.left(MAX_SECONDS - seconds)}</span>
        </div>
      )}
      <span role="status" className="sr-only">
        {phase === "recording" ? w.recording : ""}
      </span>
      {notes.length > 0 && (
        <ul className="space-y-2">
          {notes.map((note, index) => (
            <li key={note.url} className="flex items-center gap-2">
              {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- one's own words, a moment old */}
              <audio controls src={note.url} aria-label={w.note(index + 1)} className="h-12 min-w-0 grow" />
              <IconButton
                icon={Trash2}
                label={w.remove(index + 1)}
                onClick={() => show(notes.filter((other) => other !== note))}
              />
            </li>
          ))}
        </ul>
      )}
      <label className={picking ? "block" : "sr-only"} htmlFor={control.id}>
        {ready && <span className="mb-1 block text-sm">{w.chooseFile}</span>}
      </label>
      <input
        ref={box}
        id={control.id}
        name={control.name}
        type="file"
        accept="audio/*"
        multiple
        {...control.aria}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          const fresh = files.filter((file) => !kept.current.some((note) => note.file === file));
          show([...kept.current, ...fresh.map(noteOf)].slice(0, MAX_NOTES));
        }}
        tabIndex={picking ? undefined : -1}
        className={
          picking
            ? "w-full min-w-0 text-dense text-muted file:mr-3 file:min-h-12 file:rounded-md file:border-0 file:bg-primary-soft file:px-4 file:font-medium file:text-primary"
            : "sr-only"
        }
      />
    </Field>
  );
}
