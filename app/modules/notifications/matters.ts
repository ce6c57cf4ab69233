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
  "problem.diagnosis-invited": "turn",
  "problem.diagnosis-times": "turn",
  "problem.diagnosis-fixed": "turn",
  "problem.diagnosis-cancelled": "turn",
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
  "activity.invited": "turn",
  "activity.published": "turn",
  "activity.advised": "turn",
  "activity.cancelled": "turn",
  "activity.follow-up-due": "turn",
  "activity.follow-up-late": "late",
  "problem.due-soon": "turn",
  "problem.question-asked": "turn",
  "problem.question-answered": "turn",
  "problem.question-reminded": "late",
  "problem.still-good-asked": "turn",
  "problem.late-escalated": "late",
  "late.escalated": "late",
  "problem.waiting-reminded": "late",
  "problem.waiting-escalated": "late",
  "problem.reminded": "late",
  "problem.lease-reminded": "late",
  "problem.unclaimed": "late",
  "problem.escalated": "late",
  "problem.mentioned": "mention",
  "problem.named": "mention",
  "problem.commented": "comment",
  "problem.diagnosis-commented": "comment",
  "problem.log-added": "comment",
  "mentorship.proposed": "turn",
  "mentorship.changed": "turn",
  "mentorship.note-written": "turn",
  "mentorship.note-returned": "turn",
  "mentorship.summary-written": "turn",
  "mentorship.handed-in": "turn",
  "mentorship.returned": "turn",
  "mentorship.reminded": "late",
  "adoption.measured": "turn",
  "adoption.not-fixed": "turn",
  "achievement.entered": "turn",
  "achievement.shared": "turn",
  "achievement.share-objected": "turn",
  "achievement.submitted": "turn",
  "achievement.returned": "turn",
  "benefit.submitted": "turn",
  "benefit.shared": "turn",
  "benefit.share-objected": "turn",
  "benefit.refused": "turn",
  "search.new-matches": "search",
  "robot.paused": "turn",
};

/** The kind a message belongs to, by its type. */
export const kindOf = (type: string): MatterKind => KIND[type] ?? "progress";

/** What a message is about: all that happens to it within a while is one message outside. */
export const matterOf = (subjectKind: string, subjectId: string): string => `${subjectKind}:${subjectId}`;
