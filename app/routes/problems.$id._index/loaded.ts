import type { ProblemForPage } from "#app/modules/problems/queries-problem.server.ts";
import type { TimelineEntry } from "#app/modules/problems/queries-timeline.server.ts";
import type { OpenProposal } from "#app/modules/problems/proposals.server.ts";

/** What the page's loader brings. */
export type Problem = Omit<ProblemForPage, "relations">;
export type Asked = OpenProposal | null;
export type Entry = TimelineEntry;
