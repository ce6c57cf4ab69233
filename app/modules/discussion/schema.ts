import { z } from "zod";

export const BODY_MAX = 4000;
export const commentSchema = z.object({
  clientId: z.uuid(),
  body: z.string().trim().min(1).max(BODY_MAX),
  layer: z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"]).default("DETAIL"),
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
