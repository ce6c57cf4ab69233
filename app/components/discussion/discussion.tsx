import type { SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { Bell, BellOff } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { Comment } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";
import { type CommentData, type DiscussionData, roomOf } from "./discussion-data.ts";

/** Follow it, or no longer. */
function WatchButton({ data }: { data: DiscussionData }) {
  const w = useWords(discussionWords);
  return (
    <Form method="post" action={paths.comments(data.problemId, roomOf(data))} className="no-print" preventScrollReset>
      <input type="hidden" name="intent" value="watch" />
      <input type="hidden" name="watching" value={data.watching ? "no" : "yes"} />
      <Button variant="quiet" size="small" icon={data.watching ? BellOff : Bell} title={w.watching}>
        {data.watching ? w.unwatch : w.watch}
      </Button>
    </Form>
  );
}

type DiscussionProps = {
  data: DiscussionData;
  result?: SubmissionResult;
  /** The comment to be answered. */
  replyTo?: CommentData | null;
  title?: string;
  /** Said when there is nothing to read. */
  none?: string;
};

/** What people say about something, and the form to say something; of a long discussion one page. */
export function Discussion({ data, result, replyTo, title, none }: DiscussionProps) {
  const w = useWords(discussionWords);
  const to = (query: Record<string, string>) => paths.comments(data.problemId, { ...roomOf(data), ...query });
  const more = "link inline-flex min-h-12 items-center";
  return (
    <Section id="comments" title={title ?? w.section} aside={<WatchButton data={data} />}>
      {data.older && (
        <p>
          <Link to={to({ before: data.older })} rel="prev" className={more}>
            {w.older}
          </Link>
        </p>
      )}
      {data.comments.length === 0 ? (
        <p className="text-muted">{none ?? w.none}</p>
      ) : (
        <ul className="space-y-3">
          {data.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} around={data} />
          ))}
        </ul>
      )}
      {data.newer && (
        <p className="flex flex-wrap gap-x-5">
          <Link to={to({ after: data.newer })} rel="next" className={more}>
            {w.newer}
          </Link>
          <Link to={to({})} className={more}>
            {w.latest}
          </Link>
        </p>
      )}
      <CommentForm key={data.clientId} data={data} result={result} replyTo={replyTo} />
    </Section>
  );
}
