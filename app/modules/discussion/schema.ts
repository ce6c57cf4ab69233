import { z } from "zod";

const layer = z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"]);
export const BODY_MAX = 4000;
export const commentSchema = z.object({
  clientId: z.uuid(),
  body: z.string().trim().min(1).max(BODY_MAX),
  layer: layer.default("DETAIL"),
  mentions: z.array(z.uuid()).max(10).default([]),
  replyToId: z.uuid().optional(),
});
export const commentEditSchema = z.object({
  commentId: z.uuid(),
  version: z.coerce.number().int().min(0).optional(),
  body: z.string().trim().min(1).max(BODY_MAX),
});
export const commentDraftSchema = z.object({ clientId: z.uuid() });
export const commentRemoveSchema = z.object({ commentId: z.uuid() });
export const watchSchema = z.object({ watching: z.enum(["yes", "no"]) });

/** A file of a comment as its readers see it. */
export type CommentFileLine = {
  id: string;
  fileName: string;
  kind: "PHOTO" | "VIDEO" | "AUDIO" | "DOCUMENT" | "DRAWING";
  size: number;
  hasPicture: boolean;
};

/** A comment as its reader sees it. */
export type CommentLine = {
  id: string;
  /** Null: removed. */
  body: string | null;
  layer: z.output<typeof layer>;
  /** Null: posted anonymously, or the reader may not learn it. */
  author: string | null;
  organisation: string | null;
  createdAt: string;
  /** Earlier wordings there are to read. */
  edits: number;
  version: number;
  own: boolean;
  editable: boolean;
  /** What it was before it was removed may be read, for audit. */
  audited: boolean;
  /** Names called, shown beside the text. */
  mentions: string[];
  /** What it answers; null also when that is not the reader's to read. */
  replyTo: { id: string; author: string | null; excerpt: string } | null;
  files: CommentFileLine[];
};
