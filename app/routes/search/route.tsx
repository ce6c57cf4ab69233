import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Search } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { cx } from "#app/components/cx.ts";
import { Notice } from "#app/components/feedback/notice.tsx";
import { inputLook } from "#app/components/form/field-props.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { hasRole } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { isInVain, noteVainResult } from "#app/modules/knowledge/note-in-vain.server.ts";
import { savedSearches } from "#app/modules/knowledge/queries-saved.server.ts";
import { saveSearch } from "#app/modules/knowledge/save-search.server.ts";
import { parseSearch, saveSearchSchema, searchQuery } from "#app/modules/knowledge/schema.ts";
import { searchFixes, searchTrouble } from "#app/modules/knowledge/search-fixes.server.ts";
import { vocabularyOffices } from "#app/modules/knowledge/vocabulary.server.ts";
import { postsFor } from "#app/modules/problems/post-problem.server.ts";
import { commonWords } from "#app/words/common.ts";
import { inVainWords } from "#app/words/in-vain.ts";
import { savedSearchesWords } from "#app/words/saved-searches.ts";
import { searchWords } from "#app/words/search.ts";
import { vocabularyWords } from "#app/words/vocabulary.ts";
import { FACETS, Facets } from "./facets.tsx";
import { HitPages, Hits } from "./hits.tsx";
import { None, NoneExactly, Start } from "./nothing-found.tsx";
import { Order } from "./order.tsx";
import { SavedList, SaveSearch } from "./saved.tsx";
import { useNoteInVain } from "./use-note-in-vain.ts";
import { useSearchAddress } from "./use-search-address.ts";
import { useSearchAsYouType } from "./use-search-as-you-type.ts";

export const meta = pageTitle(searchWords, (w, { result }: { result?: { asked: string } }) =>
  result?.asked ? w.titleFor(inShort(result.asked)) : w.title,
);

/** A question as far as a title holds it. */
function inShort(question: string): string {
  const characters = [...question];
  return characters.length > 40 ? `${characters.slice(0, 40).join("")}…` : question;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const input = parseSearch(new URL(request.url).searchParams);
  const [result, saved] = await Promise.all([searchFixes(actor, input), savedSearches(actor)]);
  // An address kept from when there were more, or typed by hand: the last page there is.
  if (result.pages > 0 && input.page > result.pages)
    throw redirect(`${paths.search()}?${searchQuery(input)}&page=${result.pages}`);
  const inVain = isInVain(input, result);
  // With script the page says so itself, once somebody has stopped typing.
  if (inVain && request.headers.get("Accept")?.includes("text/html")) await noteVainResult(actor, input, result);
  return {
    result,
    inVain,
    keeper: { vocabulary: vocabularyOffices(actor).length > 0, inVain: hasRole(actor, "SECRETARIAT") },
    saved: saved.searches.map(({ id, name }) => ({ id, name })),
    page: input.page,
    filters: input.filters,
    typed: input.text.trim() !== "",
    trouble: searchTrouble(actor),
    mayPost: postsFor(actor).length > 0,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(savedSearchesWords, actor.locale);
  return submitForm(request, saveSearchSchema, async ({ name, query: asked }) => {
    const { query } = await saveSearch(actor, { name, query: asked });
    return redirectWithToast(request, `${paths.search()}?${query}`, w.saved(name));
  });
}

export default function SearchPage() {
  const w = useWords(searchWords);
  const { result, inVain, keeper, saved, page, filters, typed, trouble, mayPost } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const busy = useNavigation().location?.pathname === paths.search();
  const filtered = Object.keys(filters).length > 0;
  useNoteInVain(inVain ? (params.get("q") ?? "") : null);
  const asked = result.asked !== "" || (filtered && !typed);
  const short = inShort(result.asked);
  const found = () => {
    if (result.total > 0) return result.capped ? w.foundMost(result.total) : w.found(result.total);
    return short ? w.noneTitle(short) : w.noneFiltered;
  };
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} actions={<Keeping keeper={keeper} />} />
      <SearchForm question={params.get("q") ?? ""} />
      {trouble && (
        <div className="mb-4">
          <Notice kind="warning">{w.degraded}</Notice>
        </div>
      )}
      {/* Dimmed only when an answer keeps somebody waiting: at every key it would flicker. */}
      <div
        className={cx(
          "gap-10 xl:grid xl:grid-cols-[minmax(0,1fr)_19rem]",
          busy && "opacity-70 transition-opacity delay-300",
        )}
        aria-busy={busy}
      >
        <div className="min-w-0 xl:col-start-2 xl:row-start-1">
          {asked && <Facets counts={result.facets} chosen={filters} alliances={result.alliances} />}
        </div>
        <div className="min-w-0 xl:col-start-1 xl:row-start-1">
          <div className="no-print mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {/* What the page says in large letters when there is nothing is read out from here. */}
            <p role="status" className={cx("text-sm text-muted tabular-nums", result.total === 0 && "sr-only")}>
              {asked ? found() : typed && w.nothingToSearch}
            </p>
            {asked && result.total > 1 && <Order />}
            {result.query && <SaveSearch query={result.query} asked={result.asked} kept={saved.length} />}
          </div>
          {!asked ? (
            <>
              <SavedList searches={saved} />
              <Start typed={typed} />
            </>
          ) : result.hits.length === 0 ? (
            <None question={result.asked} short={short} filtered={filtered} mayPost={mayPost} />
          ) : (
            <Hits hits={result.hits} described={result.described} />
          )}
          {inVain && result.hits.length > 0 && mayPost && <NoneExactly question={result.asked} />}
          {asked && <HitPages page={page} pages={result.pages} />}
        </div>
      </div>
    </>
  );
}

/** What the secretariat keeps in order about the search. */
function Keeping({ keeper }: { keeper: { vocabulary: boolean; inVain: boolean } }) {
  const v = useWords(vocabularyWords);
  const i = useWords(inVainWords);
  return (
    <>
      {keeper.vocabulary && (
        <LinkButton to={paths.vocabulary()} size="small">
          {v.title}
        </LinkButton>
      )}
      {keeper.inVain && (
        <LinkButton to={paths.searchedInVain()} size="small">
          {i.title}
        </LinkButton>
      )}
    </>
  );
}

function SearchForm({ question }: { question: string }) {
  const w = useWords(searchWords);
  const c = useWords(commonWords);
  const address = useSearchAddress();
  const { box, onSubmit, ...typing } = useSearchAsYouType(question);
  return (
    <form method="get" action={paths.search()} role="search" onSubmit={onSubmit} className="no-print mb-5 flex gap-2">
      <label className="relative min-w-0 grow">
        <span className="sr-only">{w.box}</span>
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-5 -translate-y-1/2 text-muted"
        />
        <input
          ref={box}
          type="search"
          name="q"
          defaultValue={question}
          placeholder={w.box}
          enterKeyHint="search"
          autoComplete="off"
          {...typing}
          className={`${inputLook} pl-10`}
        />
      </label>
      {address.get("sort") && <input type="hidden" name="sort" value={address.get("sort") ?? ""} />}
      {FACETS.flatMap((facet) =>
        address.getAll(facet).map((value) => <input key={facet + value} type="hidden" name={facet} value={value} />),
      )}
      <Button>{c.search}</Button>
    </form>
  );
}
