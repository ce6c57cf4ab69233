import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { bucketStorage, localStorage } from "#app/lib/storage/configured.server.ts";
import { drawPages } from "#app/modules/attachments/draw-pages.server.ts";
import { REMOVE_OUTSIDE_JOB, removeOutside } from "#app/modules/attachments/fetch-from-outside.server.ts";
import { moveToBucket } from "#app/modules/attachments/move-to-bucket.server.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { sweepUploads } from "#app/modules/attachments/sweep-uploads.server.ts";
import { sweepDrafts } from "#app/modules/discussion/sweep-drafts.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { pumpSoon } from "#app/modules/knowledge/search-service.server.ts";

const SWEEP = "files-sweep";
const TEXTS = "file-texts";
const PAGES = "file-pages";

/** Each night what was begun and never finished goes; the words inside a new document are read at once, for the search,
 * and its first pages drawn. */
export function registerFiles(): void {
  defineJob(SWEEP, async () => {
    // First: the bytes of what nobody posted are nobody's then.
    await sweepDrafts(new Date());
    await sweepUploads(new Date());
    const bucket = bucketStorage();
    if (bucket) await moveToBucket(localStorage, bucket);
  });
  defineSchedule(SWEEP, "50 3 * * *");
  defineJob(REMOVE_OUTSIDE_JOB, async ({ key }) => void (key && (await removeOutside(key))));
  defineJob(TEXTS, async ({ subjectId }) => {
    if (!subjectId || !(await readFileTexts(subjectId, new Date()))) return;
    await indexProblems([subjectId]);
    pumpSoon();
  });
  subscribe({ name: TEXTS, on: ["problem.file-added"] });
  defineJob(PAGES, async ({ subjectId }) => void (subjectId && (await drawPages(subjectId))));
  subscribe({ name: PAGES, on: ["problem.file-added"] });
}
