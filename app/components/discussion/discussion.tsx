import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Bell, BellOff } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { Comment } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";
import type { DiscussionData } from "./discussion-data.ts";

/** Follow it, or no longer. */
function WatchButton({ data, action }: { data: DiscussionData; action: string }) {
  const w = useWords(discussionWords);
  return (
    <Form method="post" action={action} className="no-print" preventScrollReset>
      <input type="hidden" name="intent" value="watch" />
      <input type="hidden" name="watching" value={data.watching ? "no" : "yes"} />
      <Button variant="quiet" size="small" icon={data.watching ? BellOff : Bell} title={w.watching}>
        {data.watching ? w.unwatch : w.watch}
      </Button>
    </Form>
  );
}

/** What people say about a problem, and the form to say something. */
export function Discussion({ data, result }: { data: DiscussionData; result?: SubmissionResult }) {
  const w = useWords(discussionWords);
  const action = paths.problemAction(data.subjectId, "comments");
  return (
    <Section id="comments" title={w.section} aside={<WatchButton data={data} action={action} />}>
      {data.cut && <p className="mb-3 text-sm text-muted">{w.cut}</p>}
      {data.comments.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul className="space-y-3">
          {data.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} action={action} />
          ))}
        </ul>
      )}
      <CommentForm key={data.clientId} data={data} action={action} result={result} />
    </Section>
  );
}
