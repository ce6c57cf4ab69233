import { useRouteLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { whenIdle } from "#app/browser/outbox/when-idle.ts";

/** Keeps the problem that is being read for where there is no signal; shows nothing. */
export function KeepCopy({ problemId }: { problemId: string }) {
  const personId = useRouteLoaderData<{ person: { id: string } | null }>("root")?.person?.id;
  useEffect(
    () =>
      whenIdle(() => {
        if (!personId || !outboxPossible()) return;
        import("#app/browser/outbox/contact.ts").then(
          ({ keepCopy }) => keepCopy(personId, problemId),
          () => undefined,
        );
      }),
    [problemId, personId],
  );
  return null;
}
