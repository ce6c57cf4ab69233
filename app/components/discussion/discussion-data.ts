import type { LayerName } from "#app/words/states.ts";

/** What the discussion draws; the routes' loaders bring it. Times are ISO strings. */
export type CommentData = {
  id: string;
  body: string | null;
  layer: LayerName;
  author: string | null;
  organisation: string | null;
  createdAt: string;
  edits: number;
  version: number;
  own: boolean;
  editable: boolean;
  audited: boolean;
  mentions: string[];
  replyTo: { id: string; author: string | null; excerpt: string } | null;
  files: {
    id: string;
    fileName: string;
    kind: "PHOTO" | "VIDEO" | "AUDIO" | "DOCUMENT" | "DRAWING";
    size: number;
    hasPicture: boolean;
  }[];
};
export type DiscussionData = {
  clientId: string;
  draftFiles: { id: string; fileName: string; kind: string }[];
  kind: "problem" | "diagnosis";
  subjectId: string;
  problemId: string;
  personId: string;
  comments: CommentData[];
  /** Places to go on from; null where there is no more. */
  older: string | null;
  newer: string | null;
  watching: boolean;
  layers: LayerName[];
  participants: { id: string; name: string }[];
};

/** The part of an address that says which discussion of a problem it is. */
export const roomOf = ({ kind, subjectId }: Pick<DiscussionData, "kind" | "subjectId">) =>
  kind === "diagnosis" ? { room: subjectId } : {};
