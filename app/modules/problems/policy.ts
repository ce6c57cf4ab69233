import type { Action, ProblemState, Relation } from "./lifecycle.ts";
import { actionsFor, isTerminal } from "./lifecycle.ts";

/** A step somebody may take from a problem's page: its own small page. */
export type AvailableAction = {
  name:
    | "edit"
    | "review"
    | "triage"
    | "proposal"
    | "named"
    | "guests"
    | "thanks"
    | "photos"
    | "complete"
    | "withdraw"
    | "close"
    | "escalate"
    | "reopen";
  /** The one thing to do now, against what may be done as well. */
  main: boolean;
};

type Offer = AvailableAction["name"];
const OFFER: Partial<Record<Action, [offer: Offer, main: boolean]>> = {
  submit: ["edit", true],
  approve: ["review", true],
  publish: ["triage", true],
  withdraw: ["withdraw", false],
  "close-unsolved": ["close", false],
  escalate: ["escalate", false],
  reopen: ["reopen", false],
  "reopen-triage": ["reopen", false],
  "reopen-review": ["reopen", false],
};

export type ActionFacts = {
  state: ProblemState;
  relations: ReadonlySet<Relation>;
  released: boolean;
  /** A proposal to merge or answer waits for this person. */
  asked?: boolean;
  /** A letter of thanks may be written to an employer. */
  thanks?: boolean;
};

/** What someone may do from the page, up to publication and at the end; solving adds its own. */
export function availableActions({
  state,
  relations,
  released,
  asked = false,
  thanks = false,
}: ActionFacts): AvailableAction[] {
  const offers = new Map<Offer, boolean>();
  if (asked) offers.set("proposal", true);
  for (const action of actionsFor(state, relations)) {
    const offer = OFFER[action];
    if (offer) offers.set(offer[0], offer[1] || (offers.get(offer[0]) ?? false));
  }
  const ownPeople = relations.has("AUTHOR") || relations.has("TYPIST") || relations.has("ENTERPRISE");
  if (ownPeople && state !== "DRAFT" && !isTerminal(state)) {
    offers.set("complete", false);
    offers.set("photos", false);
  }
  // A draft is edited and sent on one page, and thrown away there too.
  if (released && relations.has("REVIEWER")) offers.set("named", false).set("guests", false);
  if (thanks) offers.set("thanks", false);
  return [...offers].map(([name, main]) => ({ name, main })).sort((a, b) => Number(b.main) - Number(a.main));
}
