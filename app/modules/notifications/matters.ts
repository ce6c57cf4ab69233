/**
 * Kinds of matter people choose by, and what of them goes where. A kind of event that is not named here is progress,
 * so that a new one is never lost and never calls anybody out of bed.
 */
export const MATTER_KINDS = ["turn", "late", "mention", "progress", "comment", "search"] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** Ways to reach one person. Group robots have recipients and choices of their own. */
export const MAIL_PACES = ["soon", "digest", "off"] as const;
export type MailPace = (typeof MAIL_PACES)[number];

const KIND: Record<string, MatterKind> = {
  "problem.submitted": "turn",
  "problem.approved": "turn",
  "problem.returned": "turn",
  "problem.bid": "turn",
  "problem.assigned": "turn",
  "problem.assignment-declined": "turn",
  "problem.consent-requested": "turn",
  "problem.team-changed": "turn",
  "problem.solution-submitted": "turn",
  "problem.solution-sent-back": "turn",
  "problem.trial-reported": "turn",
  "problem.trial-failed": "turn",
  "problem.not-fixed": "turn",
  "problem.merge-proposed": "turn",
  "problem.answer-proposed": "turn",
  "problem.answer-refused": "turn",
  "problem.author-passed": "turn",
  "problem.work-passed": "turn",
  "problem.reminded": "late",
  "problem.lease-reminded": "late",
  "problem.unclaimed": "late",
  "problem.escalated": "late",
  "problem.mentioned": "mention",
  "problem.named": "mention",
  "problem.commented": "comment",
  "problem.log-added": "comment",
  "search.new-matches": "search",
  "robot.paused": "turn",
};

/** The kind a message belongs to, by its type. */
export const kindOf = (type: string): MatterKind => KIND[type] ?? "progress";

/** What a message is about: all that happens to it within a while is one message outside. */
export const matterOf = (subjectKind: string, subjectId: string): string => `${subjectKind}:${subjectId}`;
