import type { Subject } from "#app/modules/discussion/subject.ts";
import { isUuid } from "#app/lib/http/params.ts";
import { notFound } from "#app/lib/errors.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { diagnosisDiscussion } from "./diagnosis-subject.server.ts";

/** What the address of a discussion means: a problem, or with `?room=` one of its joint diagnoses. @throws not_found */
export function discussedAt(problemId: string, url: URL): { subject: Subject; subjectId: string; room?: string } {
  const room = url.searchParams.get("room");
  if (room === null) return { subject: problemDiscussion, subjectId: problemId };
  if (!isUuid(room)) throw notFound();
  return { subject: diagnosisDiscussion, subjectId: room.toLowerCase(), room: room.toLowerCase() };
}
