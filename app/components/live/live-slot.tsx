import { type ComponentType, useEffect, useState } from "react";
import { whenIdle } from "#app/browser/outbox/when-idle.ts";

type Props = { unread: number };

/** The place in the frame of what comes while a page is open. Its script comes once the page works. */
export function LiveSlot(props: Props) {
  const [Loaded, setLoaded] = useState<ComponentType<Props>>();
  useEffect(
    () =>
      whenIdle(() => {
        import("./live-news.tsx").then(
          ({ LiveNews }) => setLoaded(() => LiveNews),
          // No signal before it came: the next page tries again.
          () => undefined,
        );
      }),
    [],
  );
  return Loaded ? <Loaded {...props} /> : null;
}
