import { useSyncExternalStore } from "react";
import { onNews, readNews } from "#app/browser/live/news.ts";
import type { Frame } from "./frame-data.ts";

/** Unread messages: as the page brought them, or as the server has told since. */
export function useUnread({ unread, now }: Frame): number {
  const news = useSyncExternalStore(onNews, readNews, () => null);
  return news && news.at > now ? news.unread : unread;
}
