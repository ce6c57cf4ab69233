import type { LayerName } from "#app/words/states.ts";

/** What the discussion draws; the routes' loaders bring it. Times are ISO strings. */
export type CommentData = {
  id: string;
  body: string | null;
  layer: LayerName;
  author: string | null;
  organisation: string | null;
  createdAt: string;
  edited: boolean;
  own: boolean;
  editable: boolean;
  mentions: string[];
};
export type DiscussionData = {
  clientId: string;
  subjectId: string;
  comments: CommentData[];
  cut: boolean;
  watching: boolean;
  layers: LayerName[];
  participants: { id: string; name: string }[];
};
