import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { expireExports } from "#app/modules/awards/dossier/expire-exports.server.ts";
import { runExport, silentExports } from "#app/modules/awards/dossier/run-export.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  deliverDossierNotices,
  DOSSIER_TOLD,
  registerDossierSubject,
} from "#app/modules/notifications/dossier-notices.server.ts";

/** Longer than the largest export takes. */
const HOURS = 6 * 3_600;

/** Dossiers are made as soon as they are asked for; what a killed process left is gone on with within two minutes. Who asked is told the end of it. */
export function registerDossiers(): void {
  // Two at a time: a single dossier does not wait for a whole round.
  defineJob(
    "dossier-export",
    async ({ subjectId }) => {
      if (subjectId) await runExport(subjectId, () => new Date());
    },
    { seconds: HOURS, concurrency: 2 },
  );
  subscribe({ name: "dossier-export", on: ["dossier.export-asked"] });

  registerDossierSubject();
  defineJob(
    "dossier-notices",
    async ({ eventId }) => {
      if (eventId) await deliverDossierNotices(BigInt(eventId), new Date());
    },
    { batch: 20 },
  );
  subscribe({ name: "dossier-notices", on: DOSSIER_TOLD });

  defineJob(
    "dossier-resume",
    async () => {
      for (const id of await silentExports(new Date())) await runExport(id, () => new Date());
    },
    { seconds: HOURS },
  );
  defineSchedule("dossier-resume", "* * * * *");

  defineJob("dossier-expire", async () => {
    await expireExports(new Date());
  });
  defineSchedule("dossier-expire", "35 4 * * *");
}
