import type { CommentLine } from "#app/modules/discussion/schema.ts";
import type { LayerName } from "#app/words/states.ts";

export type CommentData = CommentLine;

/** What the discussion draws; the routes' loaders bring it. */
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
