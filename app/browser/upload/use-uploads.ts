import { useEffect, useMemo, useSyncExternalStore } from "react";
import { currentUploads, dropEnded, type UploadItem, uploadsBelongTo, watchUploads } from "./upload-list.ts";

const NONE: readonly UploadItem[] = [];

/** The files on their way to one problem, as long as this person is signed in; those that have ended go with the page. */
export function useUploads(problemId: string, personId: string): readonly UploadItem[] {
  useEffect(() => uploadsBelongTo(personId), [personId]);
  useEffect(() => () => dropEnded(problemId), [problemId]);
  const all = useSyncExternalStore(watchUploads, currentUploads, () => NONE);
  return useMemo(() => all.filter((item) => item.problemId === problemId), [all, problemId]);
}
