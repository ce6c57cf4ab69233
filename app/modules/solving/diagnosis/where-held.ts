import { invalid } from "#app/lib/errors.ts";
import type { Side } from "./policy.ts";
import { videoLink } from "./rules.ts";

export type Where = { mode: "ON_SITE" | "VIDEO"; place: string; link: string; minutes: number };

/**
 * Where it is held, as it may be: on site only where the poster lets visitors in, and for an anonymous poster only by
 * the poster's own side, because whoever comes learns who it is. @throws invalid (mode, link)
 */
export function whereHeld(
  problem: { visitAllowed: boolean; anonymous: boolean },
  side: Side,
  { mode, place, link, minutes }: Where,
): Where {
  if (mode === "ON_SITE") {
    if (!problem.visitAllowed) throw invalid("visit-not-allowed", "mode");
    if (problem.anonymous && side !== "AUTHOR") throw invalid("diagnosis-anonymous-site", "mode");
  }
  const typed = link.trim();
  const address = typed === "" ? "" : videoLink(typed);
  if (address === null) throw invalid("diagnosis-link", "link");
  return { mode, place: place.trim(), link: address, minutes };
}
