import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { vocabularyWords } from "#app/words/vocabulary.ts";

type Group = { /** Its place in the list, from 1. */ line: number; words: readonly string[] };

/** A new group, with a word to begin with where another page brought one. */
export function AddGroup({ word }: { word: string }) {
  const w = useWords(vocabularyWords);
  const [form, fields] = useAnsweredForm<{ words: string }>({
    id: "add",
    result: useResult("add"),
    values: { words: word },
  });
  return (
    <Form method="post" id={form.id} noValidate className="max-w-form space-y-4">
      <ErrorSummary form={form} labels={{ words: w.words }} />
      <input type="hidden" name="intent" value="add" />
      <TextInput field={fields.words} label={w.words} hint={w.wordsHint} spellCheck={false} required />
      <Button loading={useSending("add")}>{w.add}</Button>
    </Form>
  );
}

/** What somebody wanted to do with a group that is not there any more as it was; what they typed is shown once more. */
export function GoneGroup({ groups }: { groups: Group[] }) {
  const w = useWords(vocabularyWords);
  const changed = useResult("change");
  const removed = useResult("remove");
  const { was, words: typed } = ((changed ?? removed)?.initialValue ?? {}) as Record<string, string>;
  if (!was || groups.some((group) => JSON.stringify(group.words) === was)) return null;
  return (
    <div className="mb-4 max-w-form">
      <Notice kind="warning" title={w.groupGone}>
        {typed && <p className="wrap-anywhere">{w.youTyped(typed)}</p>}
      </Notice>
    </div>
  );
}

/** A group; unfolds to be changed or deleted. */
export function GroupRow({ group }: { group: Group }) {
  const w = useWords(vocabularyWords);
  const c = useWords(commonWords);
  const answer = useResult("change");
  const was = JSON.stringify(group.words);
  const result = answer?.initialValue?.was === was ? answer : undefined;
  const text = group.words.join("、");
  const [form, fields] = useAnsweredForm<{ words: string }>({
    id: `group-${group.line}`,
    result,
    values: { words: text },
  });
  return (
    <li className="py-2">
      <details open={Boolean(result?.error)}>
        <summary className="flex min-h-11 items-center justify-between gap-4">
          <span className="min-w-0 wrap-anywhere">{text}</span>
          <span className="link shrink-0 text-sm">
            {w.edit}
            <span className="sr-only">{w.group(group.line)}</span>
          </span>
        </summary>
        <div className="space-y-3 pt-2 pb-3">
          <Form method="post" id={form.id} noValidate className="space-y-3">
            <ErrorSummary form={form} labels={{ words: w.words }} />
            <input type="hidden" name="intent" value="change" />
            <input type="hidden" name="was" value={was} />
            <TextInput field={fields.words} label={w.words} hint={w.wordsHint} spellCheck={false} required />
            <Button size="small">{c.save}</Button>
          </Form>
          <Form method="post">
            <input type="hidden" name="intent" value="remove" />
            <input type="hidden" name="was" value={was} />
            <ConfirmButton label={w.remove} question={w.removeQuestion(text)} variant="quiet" size="small" />
          </Form>
        </div>
      </details>
    </li>
  );
}
