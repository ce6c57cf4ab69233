import { defineWords } from "#app/lib/i18n.ts";

/** Names of a problem's states, severities and layers of disclosure, as everybody sees them. */
export const statesWords = defineWords(
  {
    state: {
      DRAFT: "草稿",
      ENTERPRISE_REVIEW: "企业审核",
      TRIAGE: "联盟分拣",
      PUBLISHED: "已发榜",
      CLAIMED: "有人揭榜",
      ASSIGNED: "已派单",
      IN_PROGRESS: "攻关中",
      SOLUTION_SUBMITTED: "方案已交",
      TRIAL_RUN: "试运行",
      ACCEPTANCE: "待验收",
      SOLVED: "已解决",
      UNSOLVED: "未解决",
      WITHDRAWN: "已撤回",
      MERGED: "已合并",
      ANSWERED: "已答复",
    },
    solvedPartly: "部分解决",
    severity: {
      LINE_DOWN: "停线",
      SAFETY: "安全隐患",
      DEGRADED: "降速运行",
      QUALITY: "质量问题",
      IMPROVEMENT: "改进提升",
    },
    layer: { SUMMARY: "公开摘要", DETAIL: "详情", CONFIDENTIAL: "保密" },
    layerHint: {
      SUMMARY: "联盟成员可见",
      DETAIL: "经审核放行的单位可见",
      CONFIDENTIAL: "仅本企业参与人、攻关团队和指定人员可见",
    },
  },
  {
    state: {
      DRAFT: "Draft",
      ENTERPRISE_REVIEW: "Enterprise review",
      TRIAGE: "Triage",
      PUBLISHED: "Published",
      CLAIMED: "Claimed",
      ASSIGNED: "Assigned",
      IN_PROGRESS: "In progress",
      SOLUTION_SUBMITTED: "Solution submitted",
      TRIAL_RUN: "Trial run",
      ACCEPTANCE: "Acceptance",
      SOLVED: "Solved",
      UNSOLVED: "Unsolved",
      WITHDRAWN: "Withdrawn",
      MERGED: "Merged",
      ANSWERED: "Answered",
    },
    solvedPartly: "Partly solved",
    severity: {
      LINE_DOWN: "Line down",
      SAFETY: "Safety hazard",
      DEGRADED: "Running degraded",
      QUALITY: "Quality issue",
      IMPROVEMENT: "Improvement",
    },
    layer: { SUMMARY: "Public summary", DETAIL: "Detail", CONFIDENTIAL: "Confidential" },
    layerHint: {
      SUMMARY: "Seen by members of the alliance",
      DETAIL: "Seen by organisations the reviewer released it to",
      CONFIDENTIAL: "Seen by the enterprise's participants, the solving team and named people",
    },
  },
);

type StateWords = (typeof statesWords)["zh-CN"];
export type ProblemStateName = keyof StateWords["state"];
export type SeverityName = keyof StateWords["severity"];
export type LayerName = keyof StateWords["layer"];
