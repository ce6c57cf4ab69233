import type { SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useSending } from "#app/components/form/use-result.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { type CommentData, type DiscussionData, roomOf } from "./discussion-data.ts";
import { DraftFiles } from "./draft-files.tsx";

type Fields = { clientId: string; body: string; layer: string; mentions: string[]; files: string; replyToId: string };
/** Loaded with the first @. */
const NameSuggestions = lazy(() => import("./name-suggestions.tsx").then((m) => ({ default: m.NameSuggestions })));

/** Says something. Whom to call and who may read it are folded away: most comments need neither. */
export function CommentForm({
  data,
  result,
  replyTo,
}: {
  data: DiscussionData;
  result?: SubmissionResult;
  /** The comment answered. */
  replyTo?: CommentData | null;
}) {
  const w = useWords(discussionWords);
  const action = paths.comments(data.problemId, roomOf(data));
  const layer = data.layers.includes("DETAIL") ? "DETAIL" : "SUMMARY";
  // The files lie under the id the form was first made with, also after it was refused.
  const typedId = result?.initialValue?.clientId;
  const clientId = typeof typedId === "string" ? typedId : data.clientId;
  // Still an answer when it was refused and the page comes without what it answers.
  const typedReply = result?.initialValue?.replyToId;
  const replyToId = replyTo?.id ?? (typeof typedReply === "string" ? typedReply : null);
  const [form, fields] = useAnsweredForm<Fields>({
    id: `comment-${data.kind}`,
    result,
    values: { layer: replyTo && data.layers.includes(replyTo.layer) ? replyTo.layer : layer, clientId },
  });
  const choices = data.layers.filter((one) => one !== "SUMMARY" || layer === "SUMMARY");
  const opened = Boolean(
    fields.mentions.errors?.length || fields.layer.errors?.length || result?.initialValue?.mentions,
  );
  const [writing, setWriting] = useState<HTMLTextAreaElement | null>(null);
  const [busy, setBusy] = useState(false);
  const onBusy = useCallback((now: boolean) => setBusy(now), []);
  const sending = useSending("post");
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      action={action}
      id={form.id}
      className="no-print mt-4 max-w-form scroll-mt-20 space-y-4"
      noValidate
    >
      <ErrorSummary form={form} labels={{ body: w.body, layer: w.layer, mentions: w.mentions, files: w.addFiles }} />
      <input type="hidden" name="intent" value="post" />
      <input type="hidden" name="clientId" value={clientId} />
      {replyToId && <input type="hidden" name="replyToId" value={replyToId} />}
      {replyTo && (
        <div className="border-l-2 border-line pl-3 text-sm text-muted">
          <p className="font-medium">{w.answersTo(replyTo.author ?? w.somebody)}</p>
          <p className="line-clamp-3 max-w-reading break-words">{replyTo.body}</p>
          <Link to={action} className="link">
            {w.noReply}
          </Link>
        </div>
      )}
      <div className="relative" id="say">
        <Textarea
          field={fields.body}
          label={w.body}
          hint={w.bodyHint}
          rows={3}
          max={4000}
          onInput={(event) => {
            if (event.currentTarget.value.includes("@")) setWriting(event.currentTarget);
          }}
        />
        {writing && (
          <Suspense>
            <NameSuggestions
              box={writing}
              source={(q) => paths.peopleToCall(data.problemId, { ...roomOf(data), q, layer: layerIn(writing) })}
            />
          </Suspense>
        )}
      </div>
      <DraftFiles data={data} clientId={clientId} errors={fields.files.errors} onBusy={onBusy} />
      {(choices.length > 1 || data.participants.length > 0) && (
        <FoldedSection
          title={[choices.length > 1 ? w.layer : "", data.participants.length > 0 ? w.mentions : ""]
            .filter(Boolean)
            .join(" · ")}
          open={opened}
        >
          {choices.length > 1 && (
            <Select
              field={fields.layer}
              label={w.layer}
              placeholder={false}
              options={choices.map((value) => ({ value, label: w.layerName[value] }))}
            />
          )}
          {data.participants.length > 0 && (
            <CheckboxGroup
              field={fields.mentions}
              label={w.mentions}
              columns={2}
              options={data.participants.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
        </FoldedSection>
      )}
      <Button loading={sending} disabled={busy}>
        {busy ? w.filesUnderWay : w.post}
      </Button>
    </Form>
  );
}

/** Who may read the comment as the form stands now: only they are suggested. */
const layerIn = (box: HTMLTextAreaElement): string =>
  String(box.form ? (new FormData(box.form).get("layer") ?? "") : "");
