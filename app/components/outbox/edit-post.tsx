import type { SubmissionResult } from "@conform-to/react";
import { useMemo } from "react";
import type { PostWithFiles } from "#app/browser/outbox/posts.ts";
import type { UploadProgress } from "#app/browser/upload/send-file.ts";
import { FileRows } from "./file-rows.tsx";
import { KeptForm } from "./kept-form.tsx";

type EditPostProps = { post: PostWithFiles; progress: ReadonlyMap<string, UploadProgress> };

/** A post the server had something against, in its form again: what is wrong beside its field, its files still there. */
export function EditPost({ post, progress }: EditPostProps) {
  const { personId, fields, refusal, files } = post;
  const values = useMemo(() => Object.fromEntries(fields), [fields]);
  const result: SubmissionResult | undefined = refusal && {
    status: "error",
    initialValue: values,
    error: refusal.errors ?? { "": [refusal.text] },
  };
  return (
    <>
      {files.length > 0 && (
        <div className="mb-5 max-w-form">
          <FileRows files={files} progress={progress} />
        </div>
      )}
      <KeptForm personId={personId} values={values} of="post" result={result} />
    </>
  );
}
