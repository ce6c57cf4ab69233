import type { Band } from "#app/modules/achievements/benefit/rules.ts";
import type { ListedProblem } from "#app/modules/problems/queries-list.server.ts";

/** One row of what a figure is made of. */
export type ListedFact = {
  key: string;
  kind: string;
  /** What it is about, as far as this reader may read it. */
  title: string | null;
  /** Null: not to be named to this reader. */
  organisation: string | null;
  state: ListedProblem["state"] | null;
  partial: boolean;
  band: Band | null;
  /** The exact amount, for finance of the own enterprise. */
  fen: string | null;
  /** How much of the number it is. */
  times: number;
  /** Its own page, where this reader has one. */
  page: { of: "problem" | "activity" | "studio"; id: string } | null;
};
