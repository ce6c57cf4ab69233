import { type ComponentType, lazy, Suspense } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import type { StripProps } from "./strip.tsx";
import { UnsentNotice } from "./unsent-notice.tsx";

const Nothing: ComponentType<StripProps> = () => null;
const Strip = lazy(async (): Promise<{ default: ComponentType<StripProps> }> => {
  try {
    return { default: (await import("./strip.tsx")).Strip };
  } catch {
    // No signal before it came: the next page tries again.
    return { default: Nothing };
  }
});

/** All that a page does about a missing signal: forms lose nothing, and where there can be an outbox, it sends. */
export function WithoutSignal(props: StripProps) {
  return (
    <>
      <UnsentNotice />
      {outboxPossible() && (
        <Suspense>
          <Strip {...props} />
        </Suspense>
      )}
    </>
  );
}
