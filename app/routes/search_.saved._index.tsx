import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Bookmark, Search } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { type SavedSearch, savedSearches } from "#app/modules/knowledge/queries-saved.server.ts";
import { LONGEST_NAME } from "#app/modules/knowledge/rules.ts";
import { removeSavedSearch, renameSavedSearch } from "#app/modules/knowledge/save-search.server.ts";
import { removeSearchSchema, renameSearchSchema } from "#app/modules/knowledge/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { savedSearchesWords } from "#app/words/saved-searches.ts";
import { searchWords } from "#app/words/search.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(savedSearchesWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) => savedSearches(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(savedSearchesWords, actor.locale);
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.savedSearches(), text);
  if (intentOf(form) === "remove")
    return submitForm(
      request,
      removeSearchSchema,
      async ({ id }) => removeSavedSearch(actor, id).then(() => done(w.removed)),
      {
        form,
      },
    );
  return submitForm(
    request,
    renameSearchSchema,
    async (input) => renameSavedSearch(actor, input).then(() => done(w.renamed)),
    {
      form,
    },
  );
}

export default function SavedSearches() {
  const w = useWords(savedSearchesWords);
  const c = useWords(commonWords);
  const { searches, alliances } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.search(), label: c.search }} />
      {searches.length === 0 ? (
        <EmptyState
          icon={Bookmark}
          title={w.none}
          actions={
            <LinkButton to={paths.search()} icon={Search}>
              {w.toSearch}
            </LinkButton>
          }
        >
          {w.noneHint}
        </EmptyState>
      ) : (
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {searches.map((one) => (
            <Row key={one.id} one={one} alliances={alliances} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ one, alliances }: { one: SavedSearch; alliances: Record<string, string> }) {
  const w = useWords(savedSearchesWords);
  const c = useWords(commonWords);
  const answer = useResult();
  const result = answer?.initialValue?.id === one.id ? answer : undefined;
  const [form, fields] = useAnsweredForm<{ name: string }>({
    id: `rename-${one.id}`,
    result,
    values: { name: one.name },
  });
  return (
    <li className="py-4">
      <h2 className="text-base font-semibold">
        <Link
          to={paths.savedSearch(one.id)}
          className="link inline-flex min-h-11 items-center wrap-anywhere md:min-h-8"
        >
          {one.name}
        </Link>
      </h2>
      <p className="line-clamp-2 text-sm text-muted wrap-anywhere">{useDescription(one, alliances)}</p>
      <div className="-ml-3.5 flex flex-wrap items-start gap-2">
        <details open={Boolean(result?.error)} className="min-w-0">
          <summary className={buttonLook("quiet", "small")}>{w.rename}</summary>
          <Form method="post" id={form.id} noValidate className="mt-2 max-w-form space-y-3">
            <ErrorSummary form={form} labels={{ name: w.name }} />
            <input type="hidden" name="intent" value="rename" />
            <input type="hidden" name="id" value={one.id} />
            <TextInput field={fields.name} label={w.name} max={LONGEST_NAME} required />
            <Button size="small">{c.save}</Button>
          </Form>
        </details>
        <Form method="post">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="id" value={one.id} />
          <ConfirmButton label={w.remove} question={w.removeQuestion(one.name)} variant="quiet" size="small" />
        </Form>
      </div>
    </li>
  );
}

/** What it asks for, in words. */
function useDescription({ text, filters }: SavedSearch, alliances: Record<string, string>): string {
  const w = useWords(savedSearchesWords);
  const s = useWords(searchWords);
  const f = useWords(problemFactsWords);
  const states = useWords(statesWords);
  const named: Record<string, Record<string, string>> = {
    industry: f.industries,
    category: f.categories,
    state: states.state,
    alliance: alliances,
  };
  const parts = Object.entries(filters).flatMap(([facet, values]) =>
    (values ?? []).map((value) => `${s.facet[facet as keyof typeof s.facet]} ${named[facet]?.[value] ?? value}`),
  );
  return [text || w.everything, ...parts].join(" · ");
}
