import { Form, Link } from "@remix-run/react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { discussionWords } from "#app/words/discussion.ts";
import type { CommentData } from "./discussion-data.ts";

/** One comment; one's own can be put right or taken away. */
export function Comment({ comment, action }: { comment: CommentData; action: string }) {
  const w = useWords(discussionWords);
  return (
    <li id={`comment-${comment.id}`} className="space-y-1 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Person name={comment.author} from={comment.organisation} />
        <span className="text-sm text-muted">
          <TimeAgo at={comment.createdAt} />
          {comment.edited && ` · ${w.edited}`}
        </span>
        {comment.layer === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
      </p>
      {comment.body === null ? (
        <p className="text-muted">{w.removedText}</p>
      ) : (
        <p className="prose-plain max-w-reading">{comment.body}</p>
      )}
      {comment.mentions.length > 0 && <p className="text-sm text-muted">{w.calls(comment.mentions.join("、"))}</p>}
      {comment.own && comment.body !== null && (
        <div className="no-print flex flex-wrap items-start gap-x-2">
          {comment.editable && (
            <Link to={`${action}?edit=${comment.id}`} className="link inline-flex min-h-10 items-center text-sm">
              {w.edit}
            </Link>
          )}
          <Form method="post" action={action}>
            <input type="hidden" name="intent" value="remove" />
            <input type="hidden" name="commentId" value={comment.id} />
            <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
          </Form>
        </div>
      )}
    </li>
  );
}
