import type { Moment } from "#app/lib/format.ts";

/** What the parts of an activity's page show of it; the route's loader brings it. */
export type ShownActivity = {
  id: string;
  state: string;
  startsAt: Moment;
  endsAt: Moment | null;
  place: string;
  practical: string;
  hostName: string;
  named: number;
  listeners: number;
  ownThere: number;
  signedIn: boolean;
  publishedAt: Moment | null;
  alliance: { timeZone: string };
  may: {
    arrange: boolean;
    invite: boolean;
    pickProblems: boolean;
    record: boolean;
    run: boolean;
    photos: boolean;
    news: boolean;
    names: boolean;
  };
};
