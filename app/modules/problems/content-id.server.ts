import { createHash } from "node:crypto";

/** The same bytes on the same problem are the same upload, however often a form is sent. */
export function contentId(problemId: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(problemId).update(bytes).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
