import { defineWords } from "#app/lib/i18n.ts";

/** Why a number is not shown, and when it will be. */
export const figureHiddenWords = defineWords(
  {
    title: "为什么有的数字不显示？",
    few: (n: number) =>
      `这里现在有 ${n} 家企业（同一集团算一家）。少于三家，任何一家的数字都能由合计推出，所以除了 0 都不显示；满三家后，从那时起逐月显示。`,
    why: "一个数字如果只涉及一两家企业，或者几乎全是一家的，看到它就等于看到那一家的情况，所以不显示。能用合计减出来的，也一并不显示。",
    when: "每月 1 日公布上个月的数字。凑不够三家的，留到以后的月份合在一起，最晚到季度末；季度末还不够，这几个月就不公布了，新的一季重新算。全市合计最晚等到年底。",
    zero: "谁都没有的，显示 0。",
    own: "每家企业、每个工作室在自己的“数据”里看得到本单位的全部数字，不受此限。",
    live: "秘书处可以看本联盟难题的实时数字",
    published: "已公布",
    now: "难题实时（秘书处）",
    views: "公布的或实时的",
    liveLead: "本联盟的难题，全部、实时，只有秘书处看得到；金额、人才、专利只有公布的数字。",
  },
  {
    title: "Why are some numbers not shown?",
    few: (n) =>
      `There ${n === 1 ? "is one enterprise" : `are ${n} enterprises`} here now (those of one group count as one). Below three, each one's numbers could be worked out from the total, so that nothing but 0 is shown; from the third one on numbers appear month by month.`,
    why: "A number that speaks of one or two enterprises, or nearly all of which is one enterprise's, would tell about that enterprise, so it is not shown. Neither is what a total could be taken apart with.",
    when: "A month is published on the first of the next one. What speaks of fewer than three waits and is published together with later months, at the latest when the quarter ends; what is too little even then stays unpublished, and the new quarter begins afresh. The federation's own totals wait until the year ends at most.",
    zero: "What nobody has is shown as 0.",
    own: "Each enterprise and each studio reads all of its own numbers under “Figures”, without any of this.",
    live: "The secretariat reads the alliance's problems as they stand",
    published: "Published",
    now: "Problems now (secretariat)",
    views: "Published or as they stand",
    liveLead:
      "All problems of the alliance as they stand, for the secretariat only. Money, people and patents are there as published.",
  },
);
