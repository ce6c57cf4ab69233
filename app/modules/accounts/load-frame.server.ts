import { databaseUrl, db, Prisma } from "#app/lib/db.server.ts";
import { countUnread } from "./count-unread.server.ts";
import { ownSessionKey } from "./session.server.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { DEFAULT_LOCALE, isLocale, type Locale, words } from "#app/lib/i18n.ts";
import { readCookie } from "#app/lib/http/session-cookie.server.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { commonWords } from "#app/words/common.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import { figuresWords } from "#app/words/figures.ts";
import { lateWords } from "#app/words/late.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { auditWords } from "#app/words/audit.ts";
import { awardsWords } from "#app/words/awards.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { studiosWords } from "#app/words/studios.ts";
import { type Actor, employerIds, hasRole, isGuestOnly, type Role } from "./actor.ts";
import { signedIn } from "./current-actor.server.ts";

type Theme = "system" | "light" | "dark";
const isTheme = (value: unknown): value is Theme => value === "system" || value === "light" || value === "dark";

/** The language of a request: the person's, or the choice of this browser, else Chinese. */
export async function requestLocale(request: Request): Promise<Locale> {
  const actor = (await signedIn(request))?.actor;
  if (actor) return actor.locale;
  // The page without signal is kept by devices in their language; they ask for it without cookies.
  const { pathname, searchParams } = new URL(request.url);
  const asked = pathname === paths.offline() ? searchParams.get("lang") : null;
  const chosen = asked ?? readCookie(request, "locale");
  return isLocale(chosen) ? chosen : DEFAULT_LOCALE;
}

let demoKnown: { url: string; demo: boolean; at: number } | undefined;

/** Whether invented data is about; asked of the database once a minute, never again once it is. */
async function isDemo(now: number): Promise<boolean> {
  const url = databaseUrl();
  const known = demoKnown?.url === url ? demoKnown : undefined;
  if (known && (known.demo || now - known.at < 60_000)) return known.demo;
  const demo = (await db.organisation.findFirst({ where: { isDemo: true }, select: { id: true } })) !== null;
  demoKnown = { url, demo, at: now };
  return demo;
}

/** The organisations a person may act for, each once, with what they are there. */
export function organisationChoices(actor: Actor) {
  const w = words(accountsWords, actor.locale);
  const ids = [...new Set(actor.standings.map((s) => s.organisationId))];
  return ids.flatMap((id) => {
    const here = actor.standings.filter((s) => s.organisationId === id);
    const [first] = here;
    if (!first) return [];
    const roles = here.map((s) => (s.deputyFor ? w.roleFor(w.roles[s.role], s.deputyFor.name) : w.roles[s.role]));
    return [
      {
        id,
        name: first.organisationName,
        kind: first.organisationKind as string,
        role: [...new Set(roles)].join(w.listComma),
      },
    ];
  });
}

/** May write down a problem: own engineers of an enterprise, and its reviewers, who also enter for others. */
const mayPost = (actor: Actor): boolean => hasRole(actor, "ENGINEER") || hasRole(actor, "REVIEWER");

/** Roles with figures of their own to read. */
const FIGURE_ROLES: readonly Role[] = [
  "UNION_OFFICER",
  "SECRETARIAT",
  "REVIEWER",
  "FINANCE",
  "ENGINEER",
  "STUDIO_LEADER",
  "CRAFTSMAN",
];

function navigation(actor: Actor) {
  const w = words(commonWords, actor.locale);
  const a = words(accountsWords, actor.locale);
  const admin = hasRole(actor, "ADMIN");
  const today = { key: "today", to: paths.home(), label: w.today, icon: "today" as const };
  if (isGuestOnly(actor)) return [{ ...today, to: hasRole(actor, "GUEST") ? paths.guest() : awardPaths.judging() }];
  const ledgers = hasRole(actor, "REVIEWER") || hasRole(actor, "SECRETARIAT");
  return [
    today,
    { key: "problems", to: paths.problems(), label: w.problems, icon: "problems" as const },
    { key: "search", to: paths.search(), label: w.search, icon: "search" as const },
    ...(employerIds(actor).length > 0
      ? [
          {
            key: "equipment",
            to: paths.equipment(),
            label: words(equipmentWords, actor.locale).title,
            icon: "equipment" as const,
          },
        ]
      : []),
    ...(actor.allianceIds.length > 0 || actor.officerAllianceIds.length > 0
      ? [
          {
            key: "activities",
            to: paths.activities(),
            label: words(activitiesWords, actor.locale).nav,
            icon: "activities" as const,
          },
        ]
      : []),
    { key: "organisations", to: paths.organisations(), label: a.nav.organisations, icon: "organisations" as const },
    { key: "craftsmen", to: paths.craftsmen(), label: a.nav.craftsmen, icon: "craftsmen" as const },
    ...(hasRole(actor, "UNION_OFFICER")
      ? [
          {
            key: "studios",
            to: paths.studios(),
            label: words(studiosWords, actor.locale).nav,
            icon: "studios" as const,
          },
        ]
      : []),
    ...(employerIds(actor).length > 0 || actor.allianceIds.length > 0 || actor.officerAllianceIds.length > 0
      ? [
          {
            key: "mentorships",
            to: paths.mentorships(),
            label: words(mentorshipsWords, actor.locale).title,
            icon: "mentorships" as const,
          },
        ]
      : []),
    ...(employerIds(actor).length > 0
      ? [
          {
            key: "adoptions",
            to: paths.adoptions(),
            label: words(adoptionWords, actor.locale).title,
            icon: "knowledge" as const,
          },
          {
            key: "achievements",
            to: paths.achievements(),
            label: words(achievementWords, actor.locale).title,
            icon: "achievements" as const,
          },
          {
            key: "benefits",
            to: paths.benefits(),
            label: words(benefitWords, actor.locale).title,
            icon: "benefits" as const,
          },
        ]
      : []),
    ...(actor.standings.some((s) => FIGURE_ROLES.includes(s.role))
      ? [
          {
            key: "figures",
            to: paths.figures(),
            label: words(figuresWords, actor.locale).nav,
            icon: "figures" as const,
          },
        ]
      : []),
    ...(employerIds(actor).length > 0 || hasRole(actor, "UNION_OFFICER") || hasRole(actor, "SECRETARIAT")
      ? [
          {
            key: "awards",
            to: awardPaths.awards(),
            label: words(awardsWords, actor.locale).nav,
            icon: "awards" as const,
          },
        ]
      : []),
    ...(ledgers || actor.officerAllianceIds.length > 0
      ? [{ key: "late", to: paths.late(), label: words(lateWords, actor.locale).nav, icon: "late" as const }]
      : []),
    ...(ledgers ? [{ key: "ledgers", to: paths.imports(), label: a.nav.ledgers, icon: "ledgers" as const }] : []),
    ...(admin || hasRole(actor, "UNION_OFFICER")
      ? [{ key: "audit", to: awardPaths.audit(), label: words(auditWords, actor.locale).nav, icon: "audit" as const }]
      : []),
    ...(admin ? [{ key: "people", to: paths.adminPeople(), label: a.nav.people, icon: "people" as const }] : []),
  ];
}

/** What every page needs around its content; takes the session's message with it. */
export async function loadFrame(request: Request) {
  const now = Date.now();
  const signed = await signedIn(request);
  const demo = await isDemo(now);
  if (!signed) {
    const theme = readCookie(request, "theme");
    return {
      locale: await requestLocale(request),
      theme: isTheme(theme) ? theme : ("system" as const),
      now,
      person: null,
      organisation: null,
      memberships: [],
      nav: [],
      demo,
      unread: 0,
      mayPost: false,
      flash: null,
    };
  }
  const { actor, theme, flash } = signed;
  const unread = await countUnread(actor.personId);
  if (flash && !isPrefetch(request)) {
    await db.session.updateMany({ where: { id: ownSessionKey(request) ?? "" }, data: { flash: Prisma.DbNull } });
  }
  const memberships = organisationChoices(actor);
  const organisation = memberships.find((one) => one.id === actor.currentOrganisationId) ?? memberships[0] ?? null;
  const zone = actor.standings.find((one) => one.organisationId === organisation?.id)?.timeZone;
  const c = words(commonWords, actor.locale);
  return {
    locale: actor.locale,
    theme: isTheme(theme) ? theme : ("system" as const),
    now,
    person: { id: actor.personId, name: actor.name },
    organisation,
    memberships,
    nav: navigation(actor),
    demo,
    unread,
    mayPost: mayPost(actor),
    paper: [c.product, organisation?.name, c.printedAt(formatDateTime(now, zone))].filter(Boolean).join(" · "),
    paperZone: zone,
    flash: isPrefetch(request) ? null : flash,
  };
}

/** A page fetched before anybody asked for it must not use up the message. */
const isPrefetch = (request: Request): boolean =>
  /prefetch/.test(
    `${request.headers.get("Purpose")} ${request.headers.get("Sec-Purpose")} ${request.headers.get("X-Purpose")}`,
  );
