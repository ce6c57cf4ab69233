import { UNSAFE_RemixContext as RemixContext } from "@remix-run/react";
import { type ReactNode, useContext, useMemo } from "react";

/**
 * Remix hands out its context anew at each change of address, a refused form's included. To React that is an update of
 * every part of the page, and a part whose script has not come yet is then drawn anew, empty: a photo chosen in it would
 * be gone. Here the context stays the same object as long as nothing in it changes.
 */
export function SteadyRemix({ children }: { children: ReactNode }) {
  const now = useContext(RemixContext);
  const steady = useMemo(() => now, [now?.manifest, now?.routeModules, now?.future, now?.criticalCss, now?.isSpaMode]);
  return <RemixContext.Provider value={steady}>{children}</RemixContext.Provider>;
}
