/** The meanings a colour may have. Never the only carrier: an icon and a word go with it. */
export type Tone = "urgent" | "waiting" | "moving" | "done" | "still";

/** Ground, edge and text of a small mark in a tone. */
export const toneChip: Record<Tone, string> = {
  urgent: "bg-urgent-soft border-urgent-line text-urgent",
  waiting: "bg-waiting-soft border-waiting-line text-waiting",
  moving: "bg-moving-soft border-moving-line text-moving",
  done: "bg-done-soft border-done-line text-done",
  still: "bg-still-soft border-still-line text-still",
};

export const toneText: Record<Tone, string> = {
  urgent: "text-urgent",
  waiting: "text-waiting",
  moving: "text-moving",
  done: "text-done",
  still: "text-muted",
};
