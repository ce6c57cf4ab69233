import { type ComponentType, useEffect, useState } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { whenIdle } from "#app/browser/outbox/when-idle.ts";
import type { StripProps } from "./strip.tsx";

/** The place of the outbox in the frame. Its script comes once the page works. */
export function OutboxSlot(props: StripProps) {
  const [Strip, setStrip] = useState<ComponentType<StripProps>>();
  useEffect(
    () =>
      whenIdle(() => {
        if (!outboxPossible()) return;
        import("./strip.tsx").then(
          ({ Strip }) => setStrip(() => Strip),
          // No signal before it came: the next page tries again.
          () => undefined,
        );
      }),
    [],
  );
  return Strip ? <Strip {...props} /> : null;
}
