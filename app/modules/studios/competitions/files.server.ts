import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { recordCompetition } from "./enter-competition.server.ts";
import { resultsVisibleTo } from "./visibility.ts";

/** Certificates of results: read by whoever may know of the person, added by who entered the result. */
export function registerCompetitionFiles(): void {
  registerFilePolicy("competition-result", {
    read: async (actor, id) => {
      if ((await db.competitionResult.count({ where: { id, AND: resultsVisibleTo(actor) } })) === 0) throw notFound();
      return "DETAIL";
    },
    write: async (actor, id, tx) => {
      const row = await tx.competitionResult.findFirst({
        where: { id, byId: actor.personId, withdrawnAt: null },
        select: { enterpriseId: true, competition: { select: { organisationId: true } } },
      });
      if (!row) throw notFound();
      return { problemId: null, enterpriseId: row.enterpriseId ?? row.competition.organisationId };
    },
    layerOfNew: async () => "DETAIL",
    tell: async (tx, actor, id, what, file) => {
      const { competition } = await tx.competitionResult.findUniqueOrThrow({
        where: { id },
        select: { competition: { select: { id: true, organisationId: true } } },
      });
      await recordCompetition(tx, actor, competition, `competition.file-${what}`, {
        payload: { resultId: id, ...file },
      });
    },
  });
}

/** Adds the certificate that came with a result. Errors: on the field "files". */
export async function addCertificates(actor: Actor, resultId: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const owner = { kind: "competition-result", id: resultId, idOf: (bytes: Uint8Array) => contentId(resultId, bytes) };
  await addFormFiles(actor, owner, files);
}
