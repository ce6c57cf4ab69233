import { type ComponentType, useEffect, useState } from "react";
import { whenIdle } from "#app/browser/outbox/when-idle.ts";
import type { StripProps } from "./strip.tsx";

/** The place in the frame of what a page does without signal. Its script comes once the page works. */
export function OutboxSlot(props: StripProps) {
  const [Loaded, setLoaded] = useState<ComponentType<StripProps>>();
  useEffect(
    () =>
      whenIdle(() => {
        import("./without-signal.tsx").then(
          ({ WithoutSignal }) => setLoaded(() => WithoutSignal),
          // No signal before it came: the next page tries again.
          () => undefined,
        );
      }),
    [],
  );
  return Loaded ? <Loaded {...props} /> : null;
}
