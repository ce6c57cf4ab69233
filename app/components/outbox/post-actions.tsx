import { useState } from "react";
import { isUnsent, type PostWithFiles, removePost } from "#app/browser/outbox/posts.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { buttonLook } from "../actions/button-look.ts";
import { Button } from "../actions/button.tsx";

/** What can be done with a post. Plain links: they also work where there is no signal. */
export function PostActions({ post, editTo }: { post: PostWithFiles; editTo?: string }) {
  const w = useWords(outboxWords);
  const c = useWords(commonWords);
  const [asking, setAsking] = useState(false);
  const drop = () => void removePost(post.id);
  if (asking)
    return (
      <div className="mt-3 space-y-3 rounded-md border border-urgent-line bg-urgent-soft p-3">
        <p>{w.dropSure}</p>
        <div className="flex flex-wrap gap-2">
          <Button type="button" variant="danger" onClick={drop}>
            {w.drop}
          </Button>
          <Button type="button" variant="secondary" onClick={() => setAsking(false)}>
            {c.cancel}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {post.problemId && (
        <a href={paths.problem(post.problemId)} className={buttonLook("secondary")}>
          {w.openProblem}
        </a>
      )}
      {post.state === "refused" && editTo && (
        <a href={editTo} className={buttonLook("primary")}>
          {w.edit}
        </a>
      )}
      {!isUnsent(post) ? (
        <Button type="button" variant="quiet" onClick={drop}>
          {w.clear}
        </Button>
      ) : (
        !post.problemId && (
          <Button type="button" variant="quiet" onClick={() => setAsking(true)}>
            {w.drop}
          </Button>
        )
      )}
    </div>
  );
}
