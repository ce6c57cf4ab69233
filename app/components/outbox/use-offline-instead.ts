import { useEffect } from "react";
import { useLocation } from "@remix-run/react";
import { paths } from "#app/lib/paths.ts";

/** What browsers say of a request that reached nobody. */
const UNREACHED = /fetch|network|load failed/i;

/** When a page could not be fetched because there is no signal, the device's own page takes its place. */
export function useOfflineInstead(error: unknown): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const unreached = error instanceof TypeError && UNREACHED.test(error.message);
    if (unreached && navigator.serviceWorker?.controller) location.replace(paths.offline({ at: pathname + search }));
  }, [error, pathname, search]);
}
