import type { Listed, Measure, Period, Trend } from "#app/modules/figures/rules.ts";
import type { benefitWords } from "#app/words/benefit.ts";

/** A figure as the page gets it. */
export type ShownFigure = {
  measure: Measure;
  count: number | null;
  median: number | null;
  /** Reports made before it was counted have none. */
  most?: number | null;
  missing: Period[];
  fen: string | null;
  band: keyof typeof benefitWords.en.band | null;
};
export type View = {
  figures: ShownFigure[];
  rate: number | null;
  activities: { sessions: number; attendances: number; unnamed: number; people: number } | null;
  network: { fromId: string; from: string; toId: string; to: string; count: number }[];
  trend: Trend[];
  targets: {
    measure: "studios" | "alliances" | "masters" | "teaching" | "trained";
    value: number | null;
    actual: number | null;
    partly: boolean;
  }[];
  year: number;
};

export type Links = {
  /** The list behind a figure, of the page's period unless another is given. */
  list?: (listed: Listed, period?: Period) => string;
  /** Whether activities and the register have lists too: in a report they would be of another day. */
  open?: boolean;
};
