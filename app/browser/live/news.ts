/** Unread messages as the server last told, and when (its clock). */
export type News = { unread: number; at: number };

let latest: News | null = null;
const listeners = new Set<() => void>();

export const readNews = (): News | null => latest;

export function onNews(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function tellNews(news: News): void {
  latest = news;
  for (const listener of listeners) listener();
}
