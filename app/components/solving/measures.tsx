import { Measure } from "../facts/measure.tsx";
import type { MeasureData } from "./solving-data.ts";

/** Quantities before and after, one a line. */
export function Measures({ measures }: { measures: MeasureData[] }) {
  return (
    <ul className="space-y-1">
      {measures.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one record never reorder
        <li key={index}>
          <Measure label={one.name} before={one.before} after={one.after} unit={one.unit} period={one.period || null} />
        </li>
      ))}
    </ul>
  );
}
