/** What a rubric says, as data. Points are hundredths of a point everywhere. */

export type Words = { zh: string; en: string };

/** From this value on (decimal text), so many points. */
export type PointsStep = { from: string; points: number };
/** From this value on, the judge gives points between the two. */
export type PointsRange = { from: string; least: number; most: number };
/** What so many points mean, in words: an anchor for the judges. */
export type Anchor = { least: number; most: number; text: Words };

export type Marking =
  /** A judge gives 0 to max; anchors say what for. */
  | { kind: "JUDGED"; anchors: readonly Anchor[] }
  /** A formula over facts; with steps its value is looked up in them, without it is the points. Never above max. */
  | { kind: "COMPUTED"; formula: string; steps: readonly PointsStep[] }
  /** A formula over facts chooses the range within which a judge gives points. */
  | { kind: "BOUNDED"; formula: string; ranges: readonly PointsRange[] };

export type Criterion = {
  /** Latin, unique in its rubric; sheets and scores are kept by it. */
  key: string;
  name: Words;
  guide: Words;
  max: number;
  marking: Marking;
};

/** Criteria in order; of equal totals the one with more points in the earlier criterion of `ties` ranks higher, else they share the rank. */
export type RubricContent = { criteria: readonly Criterion[]; ties: readonly string[] };

/** A condition on facts that an application must meet; checked all the time it is being written. */
export type Gate = { key: string; text: Words; formula: string; at: "LEAST" | "MOST"; value: string };
