import type { Category } from "#app/modules/problems/schema.ts";

export type LedgerState = {
  state: "SOLVED" | "UNSOLVED";
  partial: boolean;
  as: "solved" | "partly" | "unsolved" | "in-progress" | "empty" | "unknown";
};

const SOLVED =
  /^(√|✓|✔|☑|是|y|yes|ok|done|solved|fixed|resolved|closed|complete|completed|finished|已?(全部|基本)?(解决|完成|办结|销号|闭环|验收)|已整改|完结)$/;
const UNSOLVED = /^(×|✗|✘|x|否|n|no|open|unsolved|unresolved|pending|(未|没|没有|尚未)(解决|完成|办结|销号|整改))$/;
const IN_PROGRESS =
  /^(攻关中|进行中|处理中|整改中|研究中|解决中|试验中|试运行中?|正在.*|inprogress|ongoing|wip|started)$/;
const PARTLY = /^(部分(解决|完成)|partly(solved|fixed|done)?|partial(ly)?(solved|fixed|done)?)$/;

/**
 * What a ledger's state means here. Work that is under way has no lease in the product, so it comes in as
 * unsolved and keeps its words; nothing imported counts as accepted.
 */
export function parseState(text: string): LedgerState {
  const word = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-。.!！]+/g, "");
  if (word === "" || word === "/") return { state: "UNSOLVED", partial: false, as: "empty" };
  if (SOLVED.test(word)) return { state: "SOLVED", partial: false, as: "solved" };
  if (PARTLY.test(word)) return { state: "SOLVED", partial: true, as: "partly" };
  if (UNSOLVED.test(word)) return { state: "UNSOLVED", partial: false, as: "unsolved" };
  if (IN_PROGRESS.test(word)) return { state: "UNSOLVED", partial: false, as: "in-progress" };
  return { state: "UNSOLVED", partial: false, as: "unknown" };
}

const CATEGORY: [RegExp, Category][] = [
  [/安全|safety/i, "SAFETY"],
  [/质量|quality/i, "QUALITY"],
  [/工艺|process/i, "PROCESS"],
  [/产品|product/i, "PRODUCT"],
  [/能源|节能|energy/i, "ENERGY"],
  [/管理|management/i, "MANAGEMENT"],
  [/技能|培训|skill/i, "SKILLS"],
  [/设备|equipment|machine/i, "EQUIPMENT"],
];

/** The category a ledger's word stands for; undefined when it is none of ours. */
export const parseCategory = (text: string): Category | undefined =>
  CATEGORY.find(([pattern]) => pattern.test(text))?.[1];
