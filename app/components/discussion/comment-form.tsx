import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useSending } from "#app/components/form/use-result.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { discussionWords } from "#app/words/discussion.ts";
import type { DiscussionData } from "./discussion-data.ts";

type Fields = { clientId: string; body: string; layer: string; mentions: string[] };

/** Says something. Whom to call and who may read it are folded away: most comments need neither. */
export function CommentForm({
  data,
  action,
  result,
}: {
  data: DiscussionData;
  action: string;
  result?: SubmissionResult;
}) {
  const w = useWords(discussionWords);
  const layer = data.layers.includes("DETAIL") ? "DETAIL" : "SUMMARY";
  const [form, fields] = useAnsweredForm<Fields>({
    id: `comment-${data.clientId}`,
    result,
    values: { layer, clientId: data.clientId },
  });
  const choices = data.layers.filter((one) => one !== "SUMMARY" || layer === "SUMMARY");
  const opened = Boolean(
    fields.mentions.errors?.length || fields.layer.errors?.length || result?.initialValue?.mentions,
  );
  return (
    <Form method="post" action={action} id={form.id} className="no-print mt-4 max-w-form space-y-4" noValidate>
      <ErrorSummary form={form} labels={{ body: w.body, layer: w.layer, mentions: w.mentions }} />
      <input type="hidden" name="intent" value="post" />
      <input type="hidden" name="clientId" value={data.clientId} />
      <Textarea field={fields.body} label={w.body} hint={w.bodyHint} rows={3} max={4000} />
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
      <Button loading={useSending("post")}>{w.post}</Button>
    </Form>
  );
}
