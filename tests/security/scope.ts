/**
 * Who may know what, written down from the domain's words ("Layers of disclosure", "Roles") a second time.
 * Nothing here may import the product: the tests compare the two.
 */

/** 0 nothing, 1 SUMMARY, 2 DETAIL, 3 CONFIDENTIAL. */
export type Depth = 0 | 1 | 2 | 3;

/** One role somebody holds today. */
export type Place = {
  role: string;
  organisation: string;
  kind: "ENTERPRISE" | "STUDIO" | "ALLIANCE" | "UNION" | "PLATFORM";
  /** The studio's enterprise. */
  enterprise?: string;
  /** Whose role it is: the person's own, or that of the absent colleague the person stands in for. */
  as: string;
};

export type Knower = {
  person: string;
  places: readonly Place[];
  /** Alliances an own enterprise or studio is a member of today. */
  memberOf: readonly string[];
  /** Alliances below the unions the person is an officer of. */
  officerOver: readonly string[];
};

/** A team that holds or finished the lease. */
export type Team = {
  studio: string;
  enterprise: string;
  people: readonly string[];
  consent: boolean;
  agreement: boolean;
};

/** Everything about one problem that decides who reads it. */
export type Matter = {
  enterprise: string;
  author: string;
  typist: string | null;
  imported: boolean;
  urgent: boolean;
  /** It is a draft now. */
  draft: boolean;
  /** It was sent to the enterprise's review once. */
  posted: boolean;
  released: boolean;
  published: boolean;
  alliance: string | null;
  circle: "ALLIANCE" | readonly string[];
  /** Organisations of the circle that read the details. */
  detail: "ALL" | readonly string[];
  named: readonly { person: string; depth: Depth; until: Date | null }[];
  teams: readonly Team[];
  agreementRequired: boolean;
  anonymous: boolean;
  shownToSecretariat: boolean;
  /** Posters asked whether theirs and this one are the same. */
  mergeAsked: readonly { author: string; enterprise: string }[];
  /** Employers whose reviewers were asked to let a craftsman work on it. */
  consentAsked: readonly string[];
};

/** Guests and judges come from outside. */
const ownPlaces = (who: Knower): Place[] =>
  who.places.filter((place) => place.role !== "GUEST" && place.role !== "JUDGE");

/** The organisations whose people they are: a studio's people are also its enterprise's. */
export const peopleOf = (who: Knower): string[] =>
  ownPlaces(who).flatMap((place) => {
    if (place.kind === "ENTERPRISE") return [place.organisation];
    if (place.kind === "STUDIO")
      return place.enterprise ? [place.organisation, place.enterprise] : [place.organisation];
    return [];
  });

const standsFor = (who: Knower, person: string, organisation: string): boolean =>
  ownPlaces(who).some(
    (place) => place.as === person && (place.organisation === organisation || place.enterprise === organisation),
  );

const holds = (who: Knower, role: string, organisation: string | null): boolean =>
  who.places.some((place) => place.role === role && place.organisation === organisation);

/** Is, or stands in for, the poster or who typed it in. */
export const isPoster = (who: Knower, matter: Matter): boolean =>
  standsFor(who, matter.author, matter.enterprise) ||
  (matter.typist !== null && standsFor(who, matter.typist, matter.enterprise));

/** Is let in as one of the poster's own people. */
export function isOwn(who: Knower, matter: Matter): boolean {
  if (isPoster(who, matter)) return true;
  // A secretariat that enters something for a member reads it while it writes, and no longer.
  const writes = matter.draft && !matter.posted && matter.typist === who.person;
  if (writes && who.places.some((place) => place.role === "SECRETARIAT")) return true;
  if (matter.draft || !(matter.posted || matter.imported)) return false;
  if (holds(who, "REVIEWER", matter.enterprise)) return true;
  return peopleOf(who).includes(matter.enterprise) && (matter.released || matter.imported || matter.urgent);
}

export const isSecretary = (who: Knower, matter: Matter): boolean =>
  matter.released && !matter.draft && holds(who, "SECRETARIAT", matter.alliance);

/** The deepest layer somebody reads of a problem. */
export function depthOf(who: Knower, matter: Matter, now: Date): Depth {
  const depths: Depth[] = [0];
  if (isOwn(who, matter)) depths.push(3);
  if (matter.draft || !matter.released) return Math.max(...depths) as Depth;

  for (const { person, depth, until } of matter.named) {
    if (person === who.person && (until === null || until > now)) depths.push(depth);
  }
  if (isSecretary(who, matter)) depths.push(matter.circle === "ALLIANCE" && matter.detail === "ALL" ? 2 : 1);
  if (matter.mergeAsked.some((other) => standsFor(who, other.author, other.enterprise))) depths.push(1);
  if (matter.consentAsked.some((employer) => holds(who, "REVIEWER", employer))) depths.push(1);
  if (!matter.published) return Math.max(...depths) as Depth;

  const own = peopleOf(who);
  const inAlliance = who.memberOf.includes(matter.alliance ?? "") || holds(who, "SECRETARIAT", matter.alliance);
  if (matter.circle === "ALLIANCE" ? inAlliance : matter.circle.some((id) => own.includes(id))) {
    depths.push(matter.detail === "ALL" ? 2 : 1);
  }
  if (matter.detail !== "ALL" && matter.detail.some((id) => own.includes(id))) depths.push(2);
  if (matter.circle === "ALLIANCE" && who.officerOver.includes(matter.alliance ?? "")) depths.push(1);
  for (const team of matter.teams) {
    if (!team.people.some((person) => standsFor(who, person, team.studio))) continue;
    const foreign = team.enterprise !== matter.enterprise;
    depths.push(!foreign || (team.consent && (team.agreement || !matter.agreementRequired)) ? 3 : 2);
  }
  return Math.max(...depths) as Depth;
}

/** Whether somebody who reads it may learn which enterprise and person posted it. */
export const knowsPoster = (who: Knower, matter: Matter): boolean =>
  isOwn(who, matter) || !matter.anonymous || (isSecretary(who, matter) && matter.shownToSecretariat);
