import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith, ownStudioIds } from "#app/modules/accounts/actor.ts";
import { accessFrom } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";

export type Source = {
  enterpriseId: string;
  studioId: string | null;
  origin: "ENTERED" | "ON_BEHALF";
  fix: { id: string; title: string; solvedAt: Date | null } | null;
  /** Who finished it, the lead first, with their studio. */
  team: { personId: string; organisationId: string }[];
};

/** Solved problems the actor had a part in solving. */
const ownFixes = (actor: Actor): Prisma.ProblemWhereInput => ({
  engagements: {
    some: {
      end: "FINISHED",
      OR: [
        { members: { some: { personId: actor.personId } } },
        { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } },
      ],
    },
  },
});

/** Solved problems somebody else's achievement may be typed in for: of the own house's studios, or of the alliance. */
const fixesOnBehalf = (actor: Actor): Prisma.ProblemWhereInput => ({
  OR: [
    { engagements: { some: { end: "FINISHED", studio: { parentId: { in: organisationsWith(actor, "REVIEWER") } } } } },
    { allianceId: { in: organisationsWith(actor, "SECRETARIAT") }, AND: visibleTo(actor) },
  ],
});

const solved = { state: "SOLVED", origin: "POSTED" } as const;
const fixSelect = (actor: Actor) =>
  ({
    id: true,
    number: true,
    title: true,
    fieldLayers: true,
    redactions: true,
    solvedAt: true,
    ...accessSelect(actor),
    engagements: {
      where: { end: "FINISHED" },
      orderBy: { endedAt: "desc" },
      select: {
        studioId: true,
        studio: { select: { parentId: true } },
        members: { orderBy: { isLead: "desc" }, select: { personId: true } },
      },
    },
  }) satisfies Prisma.ProblemSelect;
type FixRow = Prisma.ProblemGetPayload<{ select: ReturnType<typeof fixSelect> }>;

function titleOf(actor: Actor, row: FixRow): string {
  const access = accessFrom(row.readers, row, actor.now);
  return (access && projectFields(row, access).title) || row.number;
}

/** What an achievement is built from, checked against the actor; null when it is none of theirs. */
export async function sourceOf(
  tx: Pick<Tx, "problem" | "organisation">,
  actor: Actor,
  { kind, id }: { kind: "fix" | "unit"; id: string },
): Promise<Source | null> {
  if (kind === "unit") return ownUnit(tx, actor, id);
  const row = await tx.problem.findFirst({
    where: { id, ...solved, OR: [ownFixes(actor), fixesOnBehalf(actor)] },
    select: fixSelect(actor),
  });
  const engagement = row?.engagements[0];
  if (!row || !engagement?.studio.parentId) return null;
  const team = row.engagements.flatMap((one) =>
    one.members.map(({ personId }) => ({ personId, organisationId: one.studioId })),
  );
  const own =
    team.some((one) => one.personId === actor.personId) ||
    row.engagements.some((one) => organisationsWith(actor, "STUDIO_LEADER").includes(one.studioId));
  return {
    enterpriseId: engagement.studio.parentId,
    studioId: engagement.studioId,
    origin: own ? "ENTERED" : "ON_BEHALF",
    fix: { id, title: titleOf(actor, row), solvedAt: row.solvedAt },
    team: [...new Map(team.map((one) => [one.personId, one])).values()],
  };
}

/** Without a fix: of one's own studio or enterprise. */
async function ownUnit(tx: Pick<Tx, "organisation">, actor: Actor, id: string): Promise<Source | null> {
  const studio = ownStudioIds(actor).includes(id);
  if (!studio && !employerIds(actor).includes(id)) return null;
  const unit = await tx.organisation.findUnique({ where: { id }, select: { parentId: true } });
  const enterpriseId = studio ? unit?.parentId : id;
  if (!enterpriseId) return null;
  return {
    enterpriseId,
    studioId: studio ? id : null,
    origin: "ENTERED",
    fix: null,
    team: [{ personId: actor.personId, organisationId: id }],
  };
}

/** What the actor may build an achievement from, newest first; those of others are entered on their behalf. Three statements. */
export async function loadAchievementSources(actor: Actor) {
  const find = (where: Prisma.ProblemWhereInput) =>
    db.problem.findMany({
      where: { ...solved, ...where },
      orderBy: [{ solvedAt: "desc" }, { id: "desc" }],
      take: 100,
      select: fixSelect(actor),
    });
  const behalf = organisationsWith(actor, "REVIEWER", "SECRETARIAT").length > 0;
  const [own, others, units] = await Promise.all([
    find(ownFixes(actor)),
    behalf ? find({ AND: [fixesOnBehalf(actor), { NOT: ownFixes(actor) }] }) : [],
    db.organisation.findMany({
      where: { id: { in: [...ownStudioIds(actor), ...employerIds(actor)] } },
      orderBy: [{ kind: "desc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
  ]);
  const line = (row: FixRow) => ({ id: row.id, number: row.number, title: titleOf(actor, row) });
  return {
    own: own.map(line),
    onBehalf: others.filter((row) => row.engagements[0]?.studio.parentId).map(line),
    units,
  };
}
