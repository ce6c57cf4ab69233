import type { Locale } from "#app/lib/i18n.ts";
import type { Flash } from "../feedback/toast.tsx";

/** Names of icons a navigation entry may carry. */
export const NAV_ICONS = [
  "today",
  "problems",
  "post",
  "search",
  "me",
  "inbox",
  "activities",
  "achievements",
  "benefits",
  "awards",
  "figures",
  "ledgers",
  "organisations",
  "craftsmen",
  "mentorships",
  "equipment",
  "knowledge",
  "settings",
  "people",
  "late",
  "audit",
  "studios",
] as const;
export type NavIcon = (typeof NAV_ICONS)[number];

export type NavItem = { key: string; to: string; label: string; icon: NavIcon; badge?: number };

export type OrganisationChoice = { id: string; name: string; kind: string; role?: string };

/** What every page needs around its content; the root loader brings it. */
export type Frame = {
  locale: Locale;
  theme: "system" | "light" | "dark";
  /** Milliseconds since 1970 when the page was made. */
  now: number;
  person: { id: string; name: string } | null;
  /** The organisation the person acts for at the moment. */
  organisation: OrganisationChoice | null;
  /** All they may act for, the current one among them. */
  memberships: OrganisationChoice[];
  /** Entries of the rail, in order. Those with the keys today, problems, search make the phone's bottom bar with 发布 and 我的. */
  nav: NavItem[];
  /** The instance shows invented data. */
  demo: boolean;
  /** Unread messages. */
  unread: number;
  /** May post a problem: shows the central action. */
  mayPost: boolean;
  /** One sentence of the operator to everybody, such as planned maintenance. */
  banner?: string;
  /** The line on top of a printed page: whose it is and when it was made; with script, when it was printed. */
  paper?: string;
  /** By whose clock it says so. */
  paperZone?: string;
  /** The answer to what was just done, shown once. */
  flash?: Flash | null;
};

/** The frame of a page nobody has signed in to. */
export const signedOutFrame = (locale: Locale, now: number, demo: boolean): Frame => ({
  locale,
  theme: "system",
  now,
  person: null,
  organisation: null,
  memberships: [],
  nav: [],
  demo,
  unread: 0,
  mayPost: false,
});
