import { Form, Link } from "@remix-run/react";
import { Bookmark } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { Dialog } from "#app/components/feedback/dialog.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { LONGEST_NAME } from "#app/modules/knowledge/rules.ts";
import { commonWords } from "#app/words/common.ts";
import { savedSearchesWords } from "#app/words/saved-searches.ts";

/** Keeps the question, filters and order under a name. */
export function SaveSearch({ query, asked, kept }: { query: string; asked: string; kept: number }) {
  const w = useWords(savedSearchesWords);
  const c = useWords(commonWords);
  const result = useResult("save");
  const [form, fields] = useAnsweredForm<{ name: string }>({
    id: "save-search",
    result,
    values: { name: [...asked].slice(0, LONGEST_NAME).join("") },
  });
  return (
    // Made anew, and so closed, once it is kept.
    <Dialog key={`${kept} ${query}`} trigger={w.save} title={w.saveTitle} size="small" open={Boolean(result?.error)}>
      <Form method="post" id={form.id} noValidate className="space-y-4">
        <ErrorSummary form={form} labels={{ name: w.name }} />
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="query" value={query} />
        <TextInput field={fields.name} label={w.name} hint={w.nameHint} max={LONGEST_NAME} required />
        <Button loading={useSending("save")}>{c.save}</Button>
      </Form>
    </Dialog>
  );
}

/** The person's own searches, one press each. */
export function SavedList({ searches }: { searches: { id: string; name: string }[] }) {
  const w = useWords(savedSearchesWords);
  if (searches.length === 0) return null;
  return (
    <section aria-label={w.list} className="mb-6">
      <h2 className="mb-2 text-sm font-medium text-muted">{w.list}</h2>
      <ul className="flex flex-wrap items-center gap-2">
        {searches.map(({ id, name }) => (
          <li key={id} className="min-w-0">
            <Link
              to={paths.savedSearch(id)}
              className="inline-flex min-h-11 max-w-full items-center gap-1.5 rounded-full border border-line-strong/60 bg-surface px-4 text-sm text-primary hover:bg-hover"
            >
              <Bookmark aria-hidden className="size-4 shrink-0" />
              <span className="truncate">{name}</span>
            </Link>
          </li>
        ))}
        <li>
          <Link to={paths.savedSearches()} className="link inline-flex min-h-11 items-center px-2 text-sm">
            {w.manage}
          </Link>
        </li>
      </ul>
    </section>
  );
}
