import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { CommentHistory } from "#app/components/discussion/comment-history.tsx";
import { Discussion } from "#app/components/discussion/discussion.tsx";
import { type CommentData, type DiscussionData, roomOf } from "#app/components/discussion/discussion-data.ts";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { isUuid, uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { addCommentFiles } from "#app/modules/discussion/add-comment-files.server.ts";
import { dropDraftFile } from "#app/modules/discussion/drop-draft-file.server.ts";
import { editComment } from "#app/modules/discussion/edit-comment.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { loadDiscussionPage, type Place } from "#app/modules/discussion/queries.server.ts";
import { loadHistory } from "#app/modules/discussion/queries-history.server.ts";
import { removeComment } from "#app/modules/discussion/remove-comment.server.ts";
import { commentEditSchema, commentRemoveSchema, commentSchema, watchSchema } from "#app/modules/discussion/schema.ts";
import { setWatch } from "#app/modules/discussion/set-watch.server.ts";
import { readCursor } from "#app/modules/problems/cursor.ts";
import { discussedAt } from "#app/modules/solving/diagnosis/discussed.server.ts";
import { commonWords } from "#app/words/common.ts";
import { discussionWords } from "#app/words/discussion.ts";

export const meta = pageTitle(discussionWords, (w) => w.section);

/** The place in the discussion an address means; a comment to be answered or changed is on the page it leads to. */
function placeOf(query: URLSearchParams): Place {
  const comment = query.get("c") ?? query.get("reply") ?? query.get("edit");
  if (comment !== null) {
    if (!isUuid(comment)) throw notFound();
    return { comment: comment.toLowerCase() };
  }
  const cursor = (name: string) => {
    const found = readCursor(query.get(name));
    return found && found.at !== null ? { at: new Date(found.at), id: found.id } : null;
  };
  const before = cursor("before");
  const after = cursor("after");
  return before ? { before } : after ? { after } : null;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const url = new URL(request.url);
  const { subject, subjectId } = discussedAt(problemId, url);
  const asked = url.searchParams.get("history");
  if (asked !== null) {
    if (!isUuid(asked)) throw notFound();
    const history = await loadHistory(actor, subject, subjectId, asked);
    if (history.problemId !== problemId) throw notFound();
    return { head: history.head, history, discussion: null, editing: null, replyTo: null };
  }
  const { head, discussion } = await loadDiscussionPage(actor, subject, subjectId, placeOf(url.searchParams));
  if (discussion.problemId !== problemId) throw notFound();
  const wanted = (name: string) => {
    const id = url.searchParams.get(name)?.toLowerCase();
    return id === undefined ? null : discussion.comments.find((one) => one.id === id);
  };
  const [editing, replyTo] = [wanted("edit"), wanted("reply")];
  if (editing === undefined || editing?.editable === false) throw notFound();
  if (replyTo === undefined || replyTo?.body === null) throw notFound();
  return { head, history: null, discussion, editing, replyTo };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const { subject, subjectId, room } = discussedAt(problemId, new URL(request.url));
  if ((await subject.requireReading(actor, subjectId)).problemId !== problemId) throw notFound();
  const w = words(discussionWords, actor.locale);
  const form = await readForm(request);
  const files = filesIn(form);
  form.delete("files");
  // Back to where people read: the problem's page, or the room.
  const back = (hash: string, text: string) =>
    redirectWithToast(
      request,
      room ? paths.diagnosis(problemId, room, {}, hash) : paths.problem(problemId, hash),
      text,
    );
  const dropped = form.get("dropFile");
  if (dropped !== null) {
    await dropDraftFile(actor, uuidField(dropped));
    form.delete("dropFile");
    return data({ result: parseWithZod(form, { schema: commentSchema }).reply({ formErrors: [] }) });
  }
  switch (intentOf(form)) {
    case "post":
      return submitForm(
        request,
        commentSchema,
        async (value) => {
          await addCommentFiles(actor, subject, { subjectId, clientId: value.clientId, files });
          const { commentId } = await postComment(actor, subject, { subjectId, ...value });
          return back(`c-${commentId}`, w.posted);
        },
        { form },
      );
    case "drop-file":
      await dropDraftFile(actor, uuidField(form.get("fileId")));
      return data({ result: undefined });
    case "edit":
      return submitForm(
        request,
        commentEditSchema,
        async (value) => {
          await editComment(actor, subject, value);
          return back(`c-${value.commentId}`, w.saved);
        },
        { form },
      );
    case "remove":
      return submitForm(
        request,
        commentRemoveSchema,
        async (value) => {
          await removeComment(actor, subject, value);
          return back("comments", w.removed);
        },
        { form },
      );
    case "watch":
      return submitForm(
        request,
        watchSchema,
        async ({ watching }) => {
          await setWatch(actor, subject, { subjectId, watching: watching === "yes" });
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
  const { head, discussion, editing, history, replyTo } = useLoaderData<typeof loader>();
  const result = useResult("post");
  const shown = discussion ?? history;
  const room = shown?.kind === "diagnosis" ? shown.subjectId : null;
  return (
    <>
      <PageHeader
        title={history ? w.historyTitle : editing ? w.editTitle : w.section}
        marks={<span className="text-sm text-muted tabular-nums">{head.number}</span>}
        lead={<p className="font-medium text-ink">{head.title}</p>}
        back={
          room
            ? { to: paths.diagnosis(head.id, room), label: w.watchedRoom }
            : { to: paths.problem(head.id), label: head.number }
        }
      />
      {history && <CommentHistory history={history} />}
      {discussion && editing && <EditForm comment={editing} data={discussion} />}
      {discussion && !editing && <Discussion data={discussion} result={result} replyTo={replyTo} title={w.talk} />}
    </>
  );
}

function EditForm({ comment, data: { kind, subjectId, problemId } }: { comment: CommentData; data: DiscussionData }) {
  const w = useWords(discussionWords);
  const c = useWords(commonWords);
  const [form, fields] = useForm<{ body: string }>({
    lastResult: useResult("edit"),
    defaultValue: { body: comment.body ?? "" },
  });
  const here = paths.comments(problemId, { ...roomOf({ kind, subjectId }), edit: comment.id });
  return (
    <Form method="post" action={here} id={form.id} noValidate>
      <FormColumn>
        <ErrorSummary form={form} labels={{ body: w.body }} />
        <input type="hidden" name="intent" value="edit" />
        <input type="hidden" name="commentId" value={comment.id} />
        <input type="hidden" name="version" value={comment.version} />
        <Textarea field={fields.body} label={w.body} rows={5} max={4000} />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending()}>
          {w.save}
        </Button>
        <LinkButton to={paths.comments(problemId, roomOf({ kind, subjectId }))} size="large">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}
