import { ACTIONS, CAUSES, CIRCUMSTANCES, ENDINGS, FAULTS, MACHINES, OPENERS } from "./fault-words.ts";

/** A generated case: the same number gives the same case, on every machine. */
export type FaultCase = {
  machine: (typeof MACHINES)[number];
  english: boolean;
  title: string;
  phenomenon: string;
  alarmCode: string;
  model: string;
  asset: string;
  tried: string;
  cause: string;
  actions: string;
  prevention: string;
};

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const EVERY_NTH_ENGLISH = 12;

type Random = () => number;
const some = <T>(next: Random, list: readonly T[]): T => {
  const one = list[Math.floor(next() * list.length)];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
};
const number = (next: Random, most: number) => 1 + Math.floor(next() * most);
const fill = (next: Random, text: string) => text.replaceAll("#", () => String(number(next, 400)));
const code = (next: Random) =>
  `${some(next, ["AL.", "E-", "SV", "F", "ALM", "ERR"])}${String(number(next, 9_999)).padStart(3, "0")}`;

export function faultCase(n: number): FaultCase {
  const next = random(n);
  const english = n % EVERY_NTH_ENGLISH === 0;
  const word = (pair: readonly [string, string]) => fill(next, pair[english ? 1 : 0]);
  const machine = some(next, MACHINES);
  const part = word(some(next, machine.parts));
  const fault = word(some(next, FAULTS));
  const [circumstance, more] = [word(some(next, CIRCUMSTANCES)), word(some(next, CIRCUMSTANCES))];
  const alarmCode = next() < 0.6 ? code(next) : "";
  const model = `${some(next, ["KHS", "GD", "VMC", "CK", "ZJ", "MX", "YB", "TL"])}-${number(next, 900)}${some(next, ["", "A", "B", "S"])}`;
  const asset = `${some(next, ["JC", "BZ", "GZ", "LT"])}-${number(next, 99_999)}`;
  const cause = word(some(next, CAUSES));
  const [action, second] = [word(some(next, ACTIONS)), word(some(next, ACTIONS))];
  if (english)
    return {
      machine,
      english,
      title: `${machine.en}: ${part} ${fault}`,
      phenomenon: `On line ${number(next, 9)} the ${part} of the ${machine.en} ${fault}; ${circumstance}. ${alarmCode ? `The panel shows ${alarmCode}. ` : ""}Also ${more}.`,
      alarmCode,
      model,
      asset,
      tried: `We changed the spare on ${number(next, 12)}/${number(next, 28)}; it did not help.`,
      cause: `The ${part}: ${cause}.`,
      actions: `We ${action}, then ${second}.`,
      prevention: `Checked every ${number(next, 60)} days, written into the maintenance card.`,
    };
  return {
    machine,
    english,
    title: `${machine.zh}${part}${fault}`,
    phenomenon: `${some(next, OPENERS)}${machine.zh}${part}${fault}，${circumstance}。${alarmCode ? `面板显示 ${alarmCode}，` : ""}${more}，影响产量约百分之 ${number(next, 30)}${some(next, ENDINGS)}。`,
    alarmCode,
    model,
    asset,
    tried: `${number(next, 12)} 月 ${number(next, 28)} 日换过备件，调整过 ${number(next, 8)} 次，没有根治。`,
    cause: `${part}${cause}。`,
    actions: `${action}；${second}。`,
    prevention: `列入点检表，每 ${number(next, 60)} 天检查一次${part}，备件最低库存 ${number(next, 6)} 件。`,
  };
}

/** Questions that nobody asked before: from seeds beyond every case. */
const BEYOND = 1_000_000_000;

const questionsOf = (count: number, kind: number, make: (next: Random, english: boolean) => string): string[] =>
  Array.from({ length: count }, (_, n) => make(random(BEYOND * kind + n), n % EVERY_NTH_ENGLISH === 5));

/** Two or three words, as people type them into a box. */
export const keywords = (count: number): string[] =>
  questionsOf(count, 1, (next, english) => {
    const language = english ? 1 : 0;
    const machine = some(next, MACHINES);
    const words = [
      english ? machine.en : machine.zh,
      some(next, machine.parts)[language],
      some(next, FAULTS)[language],
    ];
    if (next() < 0.4) words.splice(Math.floor(next() * words.length), 1);
    return words.join(" ");
  });

/** Whole descriptions in other words than the cases'. */
export const sentences = (count: number): string[] =>
  questionsOf(count, 2, (next, english) => {
    const language = english ? 1 : 0;
    const machine = some(next, MACHINES);
    const part = some(next, machine.parts)[language];
    const fault = some(next, FAULTS)[language];
    const [first, second] = [1, 2].map(() => fill(next, some(next, CIRCUMSTANCES)[language]));
    const alarm = next() < 0.3 ? code(next) : "";
    if (english)
      return `Has anyone seen a ${machine.en} whose ${part} ${fault}? It is ${first}, ${second}. ${alarm && `It shows ${alarm}.`}`;
    return `${some(next, OPENERS)}${machine.zh}最近${part}老是${fault}，${first}，而且${second}${alarm && `，报 ${alarm}`}，请问是什么原因、怎么处理${some(next, ENDINGS)}？`;
  });

/** Descriptions as they grow under somebody's fingers: a look at every few characters. */
export const typing = (count: number): string[] =>
  sentences(Math.ceil(count / 6) * 2)
    .slice(Math.ceil(count / 6))
    .flatMap((text) => [4, 9, 15, 22, 32, 45].map((length) => text.slice(0, length)))
    .slice(0, count);
