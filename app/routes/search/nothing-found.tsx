import { Link } from "@remix-run/react";
import { Plus, Search, SearchX } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { searchWords } from "#app/words/search.ts";
import { withoutFilters } from "./facets.tsx";
import { useChangedSearch } from "./use-search-address.ts";

/** Before anything is asked, or when what is typed holds nothing to look for. */
export function Start({ typed }: { typed: boolean }) {
  const w = useWords(searchWords);
  return (
    <EmptyState icon={Search} title={w.startTitle}>
      <p>{typed ? w.nothingToSearch : w.startHint}</p>
      <p className="mt-4 text-sm">{w.examplesTitle}</p>
      <ul className="mt-1 flex flex-wrap justify-center gap-2">
        {Object.values(w.examples).map((example) => (
          <li key={example}>
            <Link
              to={paths.search({ q: example })}
              className="inline-flex min-h-11 items-center rounded-full border border-line-strong/60 bg-surface px-4 text-sm text-primary hover:bg-hover"
            >
              {example}
            </Link>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}

type NoneProps = {
  question: string /** The same, as far as a heading holds it. */;
  short: string;
  filtered: boolean;
  mayPost: boolean;
};

/** Nothing at all was found: what to try, and the way to ask others. */
export function None({ question, short, filtered, mayPost }: NoneProps) {
  const w = useWords(searchWords);
  const changed = useChangedSearch();
  return (
    <EmptyState
      icon={SearchX}
      title={question ? w.noneTitle(short) : undefined}
      actions={
        <>
          {filtered && <LinkButton to={changed(withoutFilters)}>{w.clearFilters}</LinkButton>}
          {mayPost && question && <PostIt question={question} />}
        </>
      }
    >
      {filtered ? w.noneFiltered : w.noneHints}
    </EmptyState>
  );
}

/** Below hits that are only alike: others may know more. */
export function NoneExactly({ question }: { question: string }) {
  const w = useWords(searchWords);
  return (
    <div className="no-print mt-5 flex flex-wrap items-center gap-3">
      <p className="text-muted">{w.noneOfThese}</p>
      <PostIt question={question} />
    </div>
  );
}

/** More of a question than anybody writes before posting it would make an unwieldy address. */
const LONGEST = 500;

/** The question becomes what happens, in the form of a new problem. */
function PostIt({ question }: { question: string }) {
  return (
    <LinkButton to={paths.newProblem({ q: question.slice(0, LONGEST) })} variant="primary" icon={Plus}>
      {useWords(searchWords).postIt}
    </LinkButton>
  );
}
