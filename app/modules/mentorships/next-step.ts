import type { MentorshipPart } from "./policy.ts";
import { type MentorshipState, type MentorshipStep, missingMonths } from "./rules.ts";

export type SteppedMentorship = {
  state: MentorshipState;
  startsOn: Date;
  endsOn: Date;
  textVersion: number;
  masterSigned: number | null;
  apprenticeSigned: number | null;
  summary: string;
  notes: readonly { month: string; state: "WRITTEN" | "RETURNED" | "COUNTERSIGNED" }[];
};

/** What a mentorship wants of somebody with these parts on `today` ("2026-11-21"); the oldest month first. */
export function stepFor(
  m: SteppedMentorship,
  parts: ReadonlySet<MentorshipPart>,
  today: string,
): MentorshipStep | null {
  const step = (what: MentorshipStep["what"], month: string | null = null): MentorshipStep => ({ what, month });
  const oldest = (state: string) =>
    m.notes
      .filter((note) => note.state === state)
      .map((note) => note.month)
      .toSorted()[0];
  if (m.state === "PROPOSED") {
    const unsigned =
      (parts.has("MASTER") && m.masterSigned !== m.textVersion) ||
      (parts.has("APPRENTICE") && m.apprenticeSigned !== m.textVersion);
    return unsigned ? step("sign") : null;
  }
  if (m.state === "CLOSING") return parts.has("REVIEWER") ? step("confirm") : null;
  if (m.state !== "RUNNING") return null;
  if (parts.has("MASTER")) {
    const written = oldest("WRITTEN");
    if (written) return step("answer-note", written);
    const open = m.notes.length === 0 || m.notes.some((note) => note.state !== "COUNTERSIGNED");
    return m.summary !== "" && !open ? step("assess") : null;
  }
  if (!parts.has("APPRENTICE")) return null;
  const returned = oldest("RETURNED");
  if (returned) return step("rewrite-note", returned);
  const [missing] = missingMonths(
    m,
    m.notes.map((note) => note.month),
    today,
  );
  return missing ? step("write-note", missing) : null;
}
