import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, type ShouldRevalidateFunctionArgs, useLoaderData, useSearchParams } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
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
import { AddGroup, GoneGroup, GroupRow } from "./groups.tsx";
import { History } from "./history.tsx";
import { WholeFile } from "./whole-file.tsx";

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
  const change = (what: VocabularyChange, version?: number) => changeVocabulary(actor, { version, change: what });
  const done = (text: string) => redirectWithToast(request, paths.vocabulary(), text);
  switch (intentOf(form)) {
    case "change":
      return submitForm(
        request,
        changeGroupSchema,
        async (what) => change({ kind: "change", ...what }).then(() => done(w.changed)),
        { form },
      );
    case "remove":
      return submitForm(
        request,
        removeGroupSchema,
        async ({ was }) => change({ kind: "remove", was }).then(() => done(w.removed)),
        { form },
      );
    case "replace":
      return submitForm(
        request,
        replaceGroupsSchema,
        async ({ version, file }) => {
          const { added, removed } = await change({ kind: "replace", groups: await readVocabularyFile(file) }, version);
          return done(added + removed > 0 ? w.replaced(added, removed) : w.same);
        },
        { form },
      );
    default:
      return submitForm(
        request,
        addGroupSchema,
        async ({ words: group }) => change({ kind: "add", words: group }).then(() => done(w.added)),
        { form },
      );
  }
}

/** Somebody else was first: the list as it is now comes with the message. */
export const shouldRevalidate = ({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  actionStatus === 409 || defaultShouldRevalidate;

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
        <AddGroup key={page.version} word={page.word} />
      </Section>
      <Section title={asked ? w.found(page.found) : w.list(page.count)}>
        <Form method="get" role="search" className="mb-4 flex max-w-form items-end gap-2">
          <div className="min-w-0 grow">
            <TextInput name="q" label={w.find} type="search" defaultValue={asked} />
          </div>
          <Button variant="secondary">{c.search}</Button>
        </Form>
        <GoneGroup groups={page.groups} />
        {page.found > page.groups.length && <p className="mb-2 text-sm text-muted">{w.shown(page.groups.length)}</p>}
        {page.found === 0 && <p className="text-muted">{w.nothing}</p>}
        <ul className="max-w-form divide-y divide-line border-y border-line empty:hidden">
          {page.groups.map((group) => (
            <GroupRow key={group.words.join("\n")} group={group} />
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
