import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { SearchX } from "lucide-react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { type Subject, subjectsInVain } from "#app/modules/knowledge/queries-in-vain.server.ts";
import { settleSchema } from "#app/modules/knowledge/schema.ts";
import { settleSubject } from "#app/modules/knowledge/settle-subject.server.ts";
import { commonWords } from "#app/words/common.ts";
import { inVainWords } from "#app/words/in-vain.ts";

export const meta = pageTitle(inVainWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) => ({
  alliances: await subjectsInVain(await requireActor(request)),
});

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, settleSchema, async (input) => {
    await settleSubject(actor, input);
    return redirectWithToast(request, paths.searchedInVain(), words(inVainWords, actor.locale).settled);
  });
}

export default function InVain() {
  const w = useWords(inVainWords);
  const c = useWords(commonWords);
  const { alliances } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.search(), label: c.search }} />
      <div className="mb-6 max-w-form">
        <Notice kind="info">{w.privacy}</Notice>
      </div>
      {alliances.map(({ id, name, subjects }) => (
        <Section key={id} title={w.table(name)}>
          {subjects.length === 0 ? (
            <EmptyState icon={SearchX} title={w.none}>
              {w.noneHint}
            </EmptyState>
          ) : (
            <ul className="max-w-form divide-y divide-line border-y border-line">
              {subjects.map((one) => (
                <Row key={one.term} one={one} allianceId={id} />
              ))}
            </ul>
          )}
        </Section>
      ))}
    </>
  );
}

function Row({ one, allianceId }: { one: Subject; allianceId: string }) {
  const w = useWords(inVainWords);
  const c = useWords(commonWords);
  return (
    <li className="py-4">
      <h3 className="text-base font-semibold wrap-anywhere">{one.text}</h3>
      <p className="flex flex-wrap gap-x-4 text-sm text-muted tabular-nums">
        <span>{c.labelled(w.enterprises, w.band[one.band])}</span>
        <span>{c.labelled(w.lately, one.lately)}</span>
      </p>
      <div className="mt-1 flex flex-wrap items-start gap-x-4">
        <Link to={paths.search({ q: one.text })} className="link inline-flex min-h-11 items-center text-sm">
          {w.search}
        </Link>
        <Link to={paths.vocabulary({ word: one.text })} className="link inline-flex min-h-11 items-center text-sm">
          {w.synonym}
        </Link>
        <Form method="post">
          <input type="hidden" name="allianceId" value={allianceId} />
          <input type="hidden" name="term" value={one.term} />
          <ConfirmButton label={w.settle} question={w.settleQuestion(one.text)} variant="quiet" size="small" />
        </Form>
      </div>
    </li>
  );
}
