import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/lib/i18n.ts";

type OrganisationChoice = { id: string; name: string; kind: string; role?: string };

/** What every page needs around its content; the shape is checked against the frame's own type in root.tsx. */
export type LoadedFrame = {
  locale: Locale;
  theme: "system" | "light" | "dark";
  now: number;
  person: { name: string } | null;
  organisation: OrganisationChoice | null;
  memberships: OrganisationChoice[];
  nav: { key: string; to: string; label: string; icon: "today" | "problems" | "search"; badge?: number }[];
  demo: boolean;
  unread: number;
  mayPost: boolean;
  banner?: string;
};

/** The frame of whoever asks; nobody is signed in before accounts exist. */
export async function loadFrame(request: Request): Promise<LoadedFrame> {
  const chosen = /(?:^|;\s*)locale=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1];
  return {
    locale: isLocale(chosen) ? chosen : DEFAULT_LOCALE,
    theme: "system",
    now: Date.now(),
    person: null,
    organisation: null,
    memberships: [],
    nav: [],
    demo: false,
    unread: 0,
    mayPost: false,
  };
}
