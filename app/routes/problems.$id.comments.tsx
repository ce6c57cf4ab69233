import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Discussion } from "#app/components/discussion/discussion.tsx";
import type { CommentData } from "#app/components/discussion/discussion-data.ts";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { editComment } from "#app/modules/discussion/edit-comment.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { loadDiscussion } from "#app/modules/discussion/queries.server.ts";
import { removeComment } from "#app/modules/discussion/remove-comment.server.ts";
import { commentEditSchema, commentRemoveSchema, commentSchema, watchSchema } from "#app/modules/discussion/schema.ts";
import { setWatch } from "#app/modules/discussion/set-watch.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { headOf } from "#app/modules/problems/queries-head.server.ts";
import { commonWords } from "#app/words/common.ts";
import { discussionWords } from "#app/words/discussion.ts";

export const meta = pageTitle(discussionWords, (w) => w.section);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const [problem, discussion] = await Promise.all([headOf(actor, id), loadDiscussion(actor, problemDiscussion, id)]);
  const wanted = new URL(request.url).searchParams.get("edit");
  const editing = wanted === null ? null : discussion.comments.find((one) => one.id === wanted && one.editable);
  if (editing === undefined) throw notFound();
  return { problem, discussion, editing };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const subjectId = uuidParam(params.id);
  const w = words(discussionWords, actor.locale);
  const form = await readForm(request);
  const back = (hash: string, text: string) => redirectWithToast(request, paths.problem(subjectId, hash), text);
  switch (intentOf(form)) {
    case "post":
      return submitForm(
        request,
        commentSchema,
        async (value) => {
          const { commentId } = await postComment(actor, problemDiscussion, { subjectId, ...value });
          return back(`comment-${commentId}`, w.posted);
        },
        { form },
      );
    case "edit":
      return submitForm(
        request,
        commentEditSchema,
        async (value) => {
          await editComment(actor, problemDiscussion, value);
          return back(`comment-${value.commentId}`, w.saved);
        },
        { form },
      );
    case "remove":
      return submitForm(
        request,
        commentRemoveSchema,
        async (value) => {
          await removeComment(actor, problemDiscussion, value);
          return back("comments", w.removed);
        },
        { form },
      );
    case "watch":
      return submitForm(
        request,
        watchSchema,
        async ({ watching }) => {
          await setWatch(actor, problemDiscussion, { subjectId, watching: watching === "yes" });
          return back("comments", watching === "yes" ? w.watchDone : w.unwatchDone);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export default function Comments() {
  const w = useWords(discussionWords);
  const { problem, discussion, editing } = useLoaderData<typeof loader>();
  const result = useResult("post");
  return (
    <>
      <PageHeader
        title={editing ? w.editTitle : w.section}
        marks={<span className="text-sm text-muted tabular-nums">{problem.number}</span>}
        lead={<p className="font-medium text-ink">{problem.title}</p>}
        back={{ to: paths.problem(problem.id), label: problem.number }}
      />
      {editing ? (
        <EditForm comment={editing} problemId={problem.id} />
      ) : (
        <Discussion data={discussion} result={result} />
      )}
    </>
  );
}

function EditForm({ comment, problemId }: { comment: CommentData; problemId: string }) {
  const w = useWords(discussionWords);
  const c = useWords(commonWords);
  const [form, fields] = useForm<{ body: string }>({
    lastResult: useResult("edit"),
    defaultValue: { body: comment.body ?? "" },
  });
  return (
    <Form method="post" id={form.id} noValidate>
      <FormColumn>
        <ErrorSummary form={form} labels={{ body: w.body }} />
        <input type="hidden" name="intent" value="edit" />
        <input type="hidden" name="commentId" value={comment.id} />
        <Textarea field={fields.body} label={w.body} rows={5} max={4000} />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending()}>
          {w.save}
        </Button>
        <LinkButton to={paths.problem(problemId, "comments")} size="large">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}
