import { useWords } from "#app/lib/i18n-context.tsx";
import { figuresWords } from "#app/words/figures.ts";

type Help = { fromId: string; from: string; toId: string; to: string; count: number };

const MOST_NODES = 12;
const CROWD = 14;
const WIDTH = 640;
const HEIGHT = 400;
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 };
const RADIUS = { x: 190, y: 150 };

/** Enterprises on a ring, an arrow from who helped to who was helped, the thicker the more often; and the table behind it. */
export function NetworkPicture({ ties }: { ties: Help[] }) {
  const w = useWords(figuresWords);
  if (ties.length === 0) return <p className="text-muted">{w.networkNone}</p>;
  const { nodes, all } = ring(ties);
  const drawn = ties.filter((tie) => nodes.has(tie.fromId) && nodes.has(tie.toId));
  const most = Math.max(...drawn.map((tie) => tie.count));
  // Among many ties single ones are thin lines without a number; the table has them all.
  const crowded = drawn.length > CROWD;
  return (
    <figure>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard on narrow screens */}
      <div className="overflow-x-auto" role="region" tabIndex={0} aria-label={w.networkCaption}>
        <svg
          role="img"
          aria-label={w.networkCaption}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          width={WIDTH}
          height={HEIGHT}
          className="block max-w-none text-ink print:h-auto print:max-w-full"
        >
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" className="fill-primary" />
            </marker>
          </defs>
          {drawn.map((tie) => (
            <Tie key={tie.fromId + tie.toId} tie={tie} nodes={nodes} most={most} quiet={crowded && tie.count === 1} />
          ))}
          {[...nodes.values()].map((node) => (
            <g key={`${node.x} ${node.y}`}>
              <title>{node.name}</title>
              <circle cx={node.x} cy={node.y} r="6" className="fill-surface stroke-ink" strokeWidth="1.5" />
              <text x={node.labelX} y={node.labelY} textAnchor={node.anchor} className="fill-ink text-sm">
                {linesOf(node.name).map((text, n, lines) => (
                  <tspan key={text} x={node.labelX} dy={n > 0 ? 16 : (1 - lines.length) * node.lift}>
                    {text}
                  </tspan>
                ))}
              </text>
            </g>
          ))}
        </svg>
      </div>
      {all > nodes.size && <p className="text-sm text-muted">{w.networkMore(nodes.size)}</p>}
      <details className="print-open mt-2">
        <summary className="link no-print inline-flex min-h-12 cursor-pointer items-center text-sm md:min-h-9">
          {w.table}
        </summary>
        <TieTable ties={ties} />
      </details>
    </figure>
  );
}

/** The same as a table: a line for each who helped. */
function TieTable({ ties }: { ties: readonly Help[] }) {
  const w = useWords(figuresWords);
  const helpers = [...Map.groupBy(ties, (tie) => tie.fromId).values()]
    .map((of) => ({ name: of[0]?.from ?? "", of, sum: of.reduce((all, tie) => all + tie.count, 0) }))
    .sort((a, b) => b.sum - a.sum);
  return (
    <table className="data-table">
      <caption className="sr-only">{w.networkCaption}</caption>
      <thead>
        <tr>
          <th scope="col" className="w-1/5">
            {w.helper}
          </th>
          <th scope="col">{w.helped}</th>
          <th scope="col" className="text-right">
            {w.times}
          </th>
        </tr>
      </thead>
      <tbody>
        {helpers.map(({ name, of, sum }) => (
          <tr key={of[0]?.fromId}>
            <th scope="row" className="title-cell text-left font-medium">
              {name}
            </th>
            <td data-label={w.helped}>{of.map((tie) => w.helpedTimes(tie.to, tie.count)).join(w.listComma)}</td>
            <td data-label={w.times} className="number-cell">
              {sum}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** So wide may a name's line be beside the ring, in letters of Chinese; two lines at most, the table has it whole. */
const LINE = 8;

const widthOf = (letter: string): number => ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.55);

/** A name in one line, or in two of about the same length, cut where it is longer than those. */
function linesOf(name: string): string[] {
  const letters = [...name];
  const all = letters.reduce((sum, letter) => sum + widthOf(letter), 0);
  if (all <= LINE) return [name];
  const half = Math.min(LINE, all / 2);
  let [first, second, width] = ["", "", 0];
  for (const letter of letters) {
    if (width + widthOf(letter) > half + LINE) return [first, `${second}…`];
    if (width < half) first += letter;
    else second += letter;
    width += widthOf(letter);
  }
  return [first, second];
}

type Node = {
  name: string;
  x: number;
  y: number;
  labelX: number;
  labelY: number;
  anchor: "start" | "middle" | "end";
  /** How far a second line lifts the first: beside the dot half, above it whole, below it not at all. */
  lift: 0 | 8 | 16;
};

/** Those with most help given and received, at even places; in order of their names, so that a picture stays like the last one. */
function ring(ties: readonly Help[]): { nodes: Map<string, Node>; all: number } {
  const weight = new Map<string, { name: string; sum: number }>();
  const add = (id: string, name: string, n: number) => weight.set(id, { name, sum: (weight.get(id)?.sum ?? 0) + n });
  for (const tie of ties) {
    add(tie.fromId, tie.from, tie.count);
    add(tie.toId, tie.to, tie.count);
  }
  const chosen = [...weight]
    .sort(([, a], [, b]) => b.sum - a.sum)
    .slice(0, MOST_NODES)
    .sort(([, a], [, b]) => (a.name < b.name ? -1 : 1));
  const nodes = chosen.map(([id, { name }], n): [string, Node] => {
    const angle = (n / chosen.length) * 2 * Math.PI - Math.PI / 2;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const round = (value: number) => Math.round(value * 10) / 10;
    return [
      id,
      {
        name,
        x: round(CENTRE.x + RADIUS.x * cos),
        y: round(CENTRE.y + RADIUS.y * sin),
        labelX: round(CENTRE.x + (RADIUS.x + 13) * cos),
        labelY: round(CENTRE.y + (RADIUS.y + 16) * sin + 5),
        anchor: Math.abs(cos) < 0.3 ? "middle" : cos > 0 ? "start" : "end",
        lift: Math.abs(cos) >= 0.3 ? 8 : sin > 0 ? 0 : 16,
      },
    ];
  });
  return { nodes: new Map(nodes), all: weight.size };
}

/** A bow towards the middle, so that help in both directions is two lines; its number stands beside its own arrow. */
function Tie({ tie, nodes, most, quiet }: { tie: Help; nodes: Map<string, Node>; most: number; quiet: boolean }) {
  const from = nodes.get(tie.fromId);
  const to = nodes.get(tie.toId);
  if (!from || !to) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bow = { x: (from.x + to.x) / 2 - (dy / length) * 24, y: (from.y + to.y) / 2 + (dx / length) * 24 };
  const reach = Math.hypot(to.x - bow.x, to.y - bow.y) || 1;
  const end = { x: to.x - ((to.x - bow.x) / reach) * 9, y: to.y - ((to.y - bow.y) / reach) * 9 };
  const at = (a: number, b: number, c: number, t: number) => (1 - t) * (1 - t) * a + 2 * (1 - t) * t * b + t * t * c;
  const r = (value: number) => Math.round(value * 10) / 10;
  return (
    <g opacity={quiet ? 0.35 : 1}>
      <path
        d={`M${r(from.x)} ${r(from.y)}Q${r(bow.x)} ${r(bow.y)} ${r(end.x)} ${r(end.y)}`}
        fill="none"
        className="stroke-primary"
        strokeWidth={quiet ? 1 : r(1 + (tie.count / most) * 4)}
        strokeOpacity="0.85"
        markerEnd="url(#arrow)"
      />
      {!quiet && (
        <text
          x={r(at(from.x, bow.x, end.x, 0.62))}
          y={r(at(from.y, bow.y, end.y, 0.62)) - 4}
          textAnchor="middle"
          className="fill-ink stroke-page text-xs tabular-nums"
          strokeWidth="3"
          paintOrder="stroke"
        >
          {tie.count}
        </text>
      )}
    </g>
  );
}
