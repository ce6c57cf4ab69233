import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData, useSearchParams } from "@remix-run/react";
import { Download } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { textParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeVocabulary, type VocabularyChange } from "#app/modules/knowledge/change-vocabulary.server.ts";
import { loadVocabularyPage } from "#app/modules/knowledge/queries-vocabulary.server.ts";
import { readVocabularyFile } from "#app/modules/knowledge/read-vocabulary.server.ts";
import {
  addGroupSchema,
  changeGroupSchema,
  removeGroupSchema,
  replaceGroupsSchema,
} from "#app/modules/knowledge/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { vocabularyWords } from "#app/words/vocabulary.ts";

export const meta = pageTitle(vocabularyWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const page = await loadVocabularyPage(actor, textParam(searchParams.get("q"), 40));
  return { ...page, word: textParam(searchParams.get("word"), 40) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(vocabularyWords, actor.locale);
  const form = await readForm(request);
  const change = (version: number, what: VocabularyChange) => changeVocabulary(actor, { version, change: what });
  const done = (text: string) => redirectWithToast(request, paths.vocabulary(), text);
  switch (intentOf(form)) {
    case "change":
      return submitForm(
        request,
        changeGroupSchema,
        async ({ version, ...what }) => change(version, { kind: "change", ...what }).then(() => done(w.changed)),
        { form },
      );
    case "remove":
      return submitForm(
        request,
        removeGroupSchema,
        async ({ version, line }) => change(version, { kind: "remove", line }).then(() => done(w.removed)),
        { form },
      );
    case "replace":
      return submitForm(
        request,
        replaceGroupsSchema,
        async ({ version, file }) => {
          const { added, removed } = await change(version, { kind: "replace", groups: await readVocabularyFile(file) });
          return done(added + removed > 0 ? w.replaced(added, removed) : w.same);
        },
        { form },
      );
    default:
      return submitForm(
        request,
        addGroupSchema,
        async ({ version, words: group }) => change(version, { kind: "add", words: group }).then(() => done(w.added)),
        { form },
      );
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Vocabulary() {
  const w = useWords(vocabularyWords);
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const asked = params.get("q") ?? "";
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.search(), label: c.search }} />
      <Section title={w.add}>
        <AddGroup key={page.version} version={page.version} word={page.word} />
      </Section>
      <Section title={asked ? w.found(page.found) : w.list(page.count)}>
        <Form method="get" role="search" className="mb-4 flex max-w-form items-end gap-2">
          <div className="min-w-0 grow">
            <TextInput name="q" label={w.find} type="search" defaultValue={asked} />
          </div>
          <Button variant="secondary">{c.search}</Button>
        </Form>
        {page.found > page.groups.length && <p className="mb-2 text-sm text-muted">{w.shown(page.groups.length)}</p>}
        {page.found === 0 && <p className="text-muted">{w.nothing}</p>}
        <ul className="max-w-form divide-y divide-line border-y border-line empty:hidden">
          {page.groups.map((group) => (
            <GroupRow key={`${page.version} ${group.line}`} group={group} version={page.version} />
          ))}
        </ul>
      </Section>
      <Section title={w.file} hint={w.fileHint}>
        <WholeFile version={page.version} />
      </Section>
      <Section title={w.history}>
        <History changes={page.changes} />
      </Section>
    </>
  );
}

function AddGroup({ version, word }: { version: number; word: string }) {
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
      <input type="hidden" name="version" value={version} />
      <TextInput field={fields.words} label={w.words} hint={w.wordsHint} spellCheck={false} required />
      <Button loading={useSending("add")}>{w.add}</Button>
    </Form>
  );
}

function GroupRow({ group, version }: { group: Loaded["groups"][number]; version: number }) {
  const w = useWords(vocabularyWords);
  const c = useWords(commonWords);
  const answer = useResult("change");
  const result = answer?.initialValue?.line === String(group.line) ? answer : undefined;
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
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="line" value={group.line} />
            <TextInput field={fields.words} label={w.words} hint={w.wordsHint} spellCheck={false} required />
            <Button size="small">{c.save}</Button>
          </Form>
          <Form method="post">
            <input type="hidden" name="intent" value="remove" />
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="line" value={group.line} />
            <ConfirmButton label={w.remove} question={w.removeQuestion(text)} variant="quiet" size="small" />
          </Form>
        </div>
      </details>
    </li>
  );
}

function WholeFile({ version }: { version: number }) {
  const w = useWords(vocabularyWords);
  const result = useResult("replace");
  const [form, fields] = useAnsweredForm<{ file: string }>({ id: "replace", result, values: {} });
  return (
    <Form method="post" encType="multipart/form-data" id={form.id} noValidate className="max-w-form space-y-4">
      <ErrorSummary form={form} labels={{ file: w.chooseFile }} />
      <a href={paths.vocabularyFile()} download className={buttonLook("secondary", "small")}>
        <Download aria-hidden className="size-[1.2em]" />
        {w.download}
      </a>
      <input type="hidden" name="intent" value="replace" />
      <input type="hidden" name="version" value={version} />
      <FileField field={fields.file} label={w.chooseFile} accept=".csv,text/csv" />
      <ConfirmButton label={w.upload} question={w.uploadQuestion} size="small" loading={useSending("replace")} />
    </Form>
  );
}

function History({ changes }: { changes: Loaded["changes"] }) {
  const w = useWords(vocabularyWords);
  if (changes.length === 0) return <p className="text-muted">{w.noHistory}</p>;
  const list = (groups: string[][], count: number, kept: boolean) =>
    groups.length > 0 && (
      <ul className="text-sm">
        {groups.map((group) => (
          <li key={group.join()} className="wrap-anywhere">
            {kept ? <ins className="no-underline">＋ {group.join("、")}</ins> : <del>－ {group.join("、")}</del>}
          </li>
        ))}
        {count > groups.length && <li className="text-muted">{w.unlisted(count)}</li>}
      </ul>
    );
  return (
    <ol className="max-w-form divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="py-3">
          <details>
            <summary className="flex min-h-11 flex-wrap items-center gap-x-4">
              <span>{change.by || change.office}</span>
              <span className="text-sm text-muted tabular-nums">
                <DayTime at={change.at} />
              </span>
              <span className="text-sm text-muted">
                {[
                  change.counts.added > 0 && w.plus(change.counts.added),
                  change.counts.removed > 0 && w.minus(change.counts.removed),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </summary>
            {list(change.removed, change.counts.removed, false)}
            {list(change.added, change.counts.added, true)}
          </details>
        </li>
      ))}
    </ol>
  );
}
