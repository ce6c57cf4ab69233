import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Layer } from "./access.ts";
import { type Release, whatIsWrongWith } from "./release.ts";
import { membersOfAlliance, reachableAlliances } from "./release-choices.server.ts";
import { transition } from "./transition.server.ts";

export type ApproveInput = Partial<Release> & { id: string; version: number | null; allianceId: string };

/** What a reviewer decides when nothing is said: the whole alliance, with the details. */
export const DEFAULT_RELEASE = {
  circle: "ALLIANCE",
  circleIds: [],
  detail: "ALL",
  detailIds: [],
  fieldLayers: {},
  redactions: {},
  photoLayers: {},
  shownToSecretariat: true,
  agreementRequired: false,
} as const satisfies Partial<Release>;

/**
 * The enterprise's reviewer releases a problem: to which alliance and circle, who reads the details, which fields are
 * kept stricter or reworded. Only then anybody outside the enterprise sees it: first the secretariat.
 * Errors: those of a transition; invalid with the field.
 */
export async function approveProblem(actor: Actor, input: ApproveInput): Promise<void> {
  const { id, version, ...chosen } = input;
  await inTransaction(async (tx) => {
    const problem = await tx.problem.findUnique({ where: { id }, select: { enterpriseId: true, anonymous: true } });
    if (!problem) throw notFound();
    const release: Release = { anonymous: problem.anonymous, ...DEFAULT_RELEASE, ...chosen };
    await transition(tx, actor, {
      problemId: id,
      version,
      action: "approve",
      event: "problem.approved",
      layer: "OWN",
      data: {
        allianceId: release.allianceId,
        releasedAt: actor.now,
        anonymous: release.anonymous,
        shownToSecretariat: release.shownToSecretariat,
        agreementRequired: release.agreementRequired,
        fieldLayers: release.fieldLayers,
        redactions: release.redactions,
      },
      payload: {
        allianceId: release.allianceId,
        circle: release.circle,
        detail: release.detail,
        anonymous: release.anonymous,
        fieldLayers: release.fieldLayers,
        reworded: Object.keys(release.redactions),
      },
      also: async () => {
        await writeAudiences(tx, id, problem.enterpriseId, release, actor.now);
        await movePhotos(tx, id, release.photoLayers);
      },
    });
  });
}

async function writeAudiences(
  tx: Tx,
  problemId: string,
  enterpriseId: string,
  release: Release,
  now: Date,
): Promise<void> {
  const alliances = await reachableAlliances(tx, enterpriseId, now);
  if (!alliances.some((one) => one.id === release.allianceId)) throw invalid("bad_choice", "allianceId");
  const members = new Map(
    (await membersOfAlliance(tx, release.allianceId, now)).map((one) => [one.id, one.enterpriseId]),
  );
  const wrong = whatIsWrongWith(release, members);
  if (wrong) throw invalid(wrong.message, wrong.field);
  await tx.problemAudience.deleteMany({ where: { problemId } });
  await tx.problemAudience.createMany({ data: audiencesOf(release).map((audience) => ({ problemId, ...audience })) });
}

/** The rows that say who reads which layer. */
export function audiencesOf(release: Release): { organisationId: string; layer: Layer }[] {
  if (release.circle === "ALLIANCE") {
    if (release.detail === "ALL") return [{ organisationId: release.allianceId, layer: "DETAIL" }];
    return [
      { organisationId: release.allianceId, layer: "SUMMARY" },
      ...[...new Set(release.detailIds)].map((organisationId) => ({ organisationId, layer: "DETAIL" as const })),
    ];
  }
  const details = new Set(release.detail === "ALL" ? release.circleIds : release.detailIds);
  return [...new Set([...release.circleIds, ...details])].map((organisationId) => ({
    organisationId,
    layer: details.has(organisationId) ? "DETAIL" : "SUMMARY",
  }));
}

async function movePhotos(tx: Tx, problemId: string, layers: Release["photoLayers"]): Promise<void> {
  for (const layer of ["DETAIL", "CONFIDENTIAL"] as const) {
    const ids = Object.entries(layers).flatMap(([id, wanted]) => (wanted === layer ? [id] : []));
    if (ids.length > 0)
      await tx.attachment.updateMany({ where: { id: { in: ids }, problemId, ownerKind: "problem" }, data: { layer } });
  }
}
