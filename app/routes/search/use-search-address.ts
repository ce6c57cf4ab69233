import { useNavigation, useSearchParams } from "@remix-run/react";
import { paths } from "#app/lib/paths.ts";

/** The search as its address has it; while another one is on its way, that one: what is pressed meanwhile adds to it. */
export function useSearchAddress(): URLSearchParams {
  const [params] = useSearchParams();
  const { location } = useNavigation();
  return location?.pathname === paths.search() ? new URLSearchParams(location.search) : params;
}

/** Makes the address of the same search with a change, from its first page. */
export function useChangedSearch(): (change: (params: URLSearchParams) => void) => string {
  const address = useSearchAddress();
  return (change) => {
    const next = new URLSearchParams(address);
    next.delete("page");
    change(next);
    return next.size > 0 ? `${paths.search()}?${next}` : paths.search();
  };
}
