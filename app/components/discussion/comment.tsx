import { Form, Link } from "@remix-run/react";
import { CornerDownRight } from "lucide-react";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { CommentFiles } from "./comment-files.tsx";
import { type CommentData, type DiscussionData, roomOf } from "./discussion-data.ts";

/** A text with the names it calls set off. */
function WithCalls({ text, names }: { text: string; names: readonly string[] }) {
  if (names.length === 0) return text;
  // The longest first: one name may begin another.
  const longest = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(@(?:${longest.join("|")}))`)).map((part, n) =>
    n % 2 === 1 ? (
      // A part has no identity but its place.
      <span key={n} className="font-medium text-primary">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

type Around = Pick<DiscussionData, "kind" | "subjectId" | "problemId">;
const small = buttonLook("quiet", "small");

/** One comment with its own address; one's own can be put right or taken away. */
export function Comment({ comment, around }: { comment: CommentData; around: Around }) {
  const w = useWords(discussionWords);
  const at = (query: Record<string, string>, hash = "") =>
    paths.comments(around.problemId, { ...roomOf(around), ...query }, hash);
  const others = comment.mentions.filter((name) => !comment.body?.includes(`@${name}`));
  return (
    <li
      id={`c-${comment.id}`}
      className="scroll-mt-20 space-y-1 border-t border-line pt-3 first:border-t-0 first:pt-0 target:border-l-4 target:border-l-primary target:pl-3"
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Person name={comment.author} from={comment.organisation} />
        <span className="text-sm text-muted">
          <Link to={at({ c: comment.id }, `c-${comment.id}`)} className="hover:underline" title={w.address}>
            <TimeAgo at={comment.createdAt} />
          </Link>
          {comment.edits > 0 && (
            <>
              {" · "}
              <Link to={at({ history: comment.id })} className="link">
                {w.editedTimes(comment.edits)}
              </Link>
            </>
          )}
        </span>
        {comment.layer === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
      </p>
      {comment.replyTo && (
        <p className="flex max-w-reading items-start gap-1.5 border-l-2 border-line pl-3 text-sm text-muted">
          <CornerDownRight aria-hidden className="mt-1 size-3.5 shrink-0" />
          <Link
            to={at({ c: comment.replyTo.id }, `c-${comment.replyTo.id}`)}
            className="min-w-0 break-words hover:underline"
            aria-label={w.answersTo(comment.replyTo.author ?? w.somebody)}
          >
            <span className="font-medium">{w.said(comment.replyTo.author ?? w.somebody)}</span>
            {comment.replyTo.excerpt}
          </Link>
        </p>
      )}
      {comment.body === null ? (
        <p className="text-muted">
          {w.removedText}{" "}
          {comment.audited && (
            <Link to={at({ history: comment.id })} className="link text-sm">
              {w.audit}
            </Link>
          )}
        </p>
      ) : (
        <p className="prose-plain max-w-reading break-words">
          <WithCalls text={comment.body} names={comment.mentions} />
        </p>
      )}
      {comment.files.length > 0 && <CommentFiles files={comment.files} />}
      {others.length > 0 && <p className="text-sm text-muted">{w.calls(others)}</p>}
      {comment.body !== null && (
        <div className="no-print -ml-3.5 flex flex-wrap items-start">
          <Link
            to={at({ reply: comment.id }, "say")}
            className={small}
            aria-label={w.replyTo(comment.author ?? w.somebody)}
          >
            {w.reply}
          </Link>
          {comment.editable && (
            <Link to={at({ edit: comment.id })} className={small}>
              {w.edit}
            </Link>
          )}
          {comment.own && (
            <Form method="post" action={at({})}>
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="commentId" value={comment.id} />
              <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
            </Form>
          )}
        </div>
      )}
    </li>
  );
}
