import { useLocation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { followNews } from "#app/browser/live/follow-news.ts";
import { tellWhenPrinted } from "#app/browser/live/printed-now.ts";
import { tellNews } from "#app/browser/live/news.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { liveWords } from "#app/words/live.ts";

/** Keeps the count of unread messages up to date, says aloud that there is a new one, and brings it into an open inbox. */
export function LiveNews({ unread }: { unread: number }) {
  const w = useWords(liveWords);
  const { pathname } = useLocation();
  const { revalidate } = useRevalidator();
  const [said, setSaid] = useState("");
  // What the page itself brought is no news.
  const known = useRef(unread);
  const inInbox = useRef(false);
  const heard = useRef(false);
  useEffect(tellWhenPrinted, []);
  useEffect(() => {
    known.current = unread;
    inInbox.current = pathname === paths.inbox();
  }, [unread, pathname]);

  useEffect(
    () =>
      followNews((news) => {
        const before = known.current;
        known.current = news.unread;
        tellNews(news);
        if (news.unread > before) setSaid(w.news(news.unread));
        // News of a matter that is unread already leaves the count as it is.
        if (inInbox.current && (heard.current || news.unread !== before)) revalidate();
        heard.current = true;
      }),
    [revalidate, w],
  );
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
