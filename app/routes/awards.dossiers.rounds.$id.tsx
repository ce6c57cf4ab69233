import { randomUUID } from "node:crypto";
import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Package } from "lucide-react";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { useNamed } from "#app/components/awards/named.ts";
import { Button } from "#app/components/actions/button.tsx";
import { ExportList } from "#app/components/dossier/export-list.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { askRoundExport } from "#app/modules/awards/dossier/ask-export.server.ts";
import { cancelExport } from "#app/modules/awards/dossier/cancel-export.server.ts";
import { EXPORTED_STATES } from "#app/modules/awards/dossier/policy.ts";
import { loadRoundExports } from "#app/modules/awards/dossier/queries.server.ts";
import { askRoundSchema, exportStepSchema } from "#app/modules/awards/dossier/schema.ts";
import { roundTabsFor } from "#app/modules/awards/rounds/tabs/round-tabs.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { dossierWords } from "#app/words/dossier.ts";

export const meta = pageTitle(dossierWords, (w, data: { page?: { name: string } }) =>
  data.page ? w.roundTitle(data.page.name) : w.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const [page, tabs] = await Promise.all([loadRoundExports(actor, id), roundTabsFor(actor, id)]);
  return { page, tabs, clientId: randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(dossierWords, actor.locale);
  const here = awardPaths.roundDossiers(id);
  switch (intentOf(form)) {
    case "make":
      return submitForm(
        request,
        askRoundSchema,
        async (input) => {
          await askRoundExport(actor, id, input);
          return redirectWithToast(request, here, w.whole.asked);
        },
        { form },
      );
    case "cancel":
      return submitForm(
        request,
        exportStepSchema,
        async ({ exportId }) => {
          await cancelExport(actor, exportId);
          return redirectWithToast(request, here, w.cancelled);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export default function RoundDossiers() {
  const w = useWords(dossierWords);
  const named = useNamed();
  const { page, tabs } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.roundTitle(named(page))}
        lead={w.roundLead}
        back={{ to: awardPaths.awardRound(page.id), label: named(page) }}
      />
      {tabs && <RoundTabs round={tabs} />}
      {page.mayMake && <Make />}
      <ExportList exports={page.exports} keptDays={page.keptDays} timeZone={page.timeZone} mayCancel={page.mayMake} />
      {page.mayMake && (
        <p className="mt-8">
          <Link to={awardPaths.dossierTemplates()} className="link">
            {w.templates.title}
          </Link>
        </p>
      )}
    </>
  );
}

function Make() {
  const w = useWords(dossierWords);
  const p = useWords(dossierPaperWords);
  const { page, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ id: "make", lastResult: useResult("make") });
  const sending = useSending("make");
  const there = EXPORTED_STATES.filter((state) => (page.counts[state] ?? 0) > 0);
  return (
    <Section title={w.roundMake.title} hint={w.roundMake.hint}>
      <Form method="post" id={form.id} className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ states: w.roundMake.states }} />
        <input type="hidden" name="intent" value="make" />
        <input type="hidden" name="clientId" value={clientId} />
        {there.length > 1 && (
          <CheckboxGroup
            field={fields.states}
            label={w.roundMake.states}
            columns={2}
            options={there.map((value) => ({ value, label: `${p.state[value]}（${page.counts[value]}）` }))}
          />
        )}
        <Button size="large" icon={Package} loading={sending || page.underWay}>
          {w.roundMake.submit}
        </Button>
      </Form>
    </Section>
  );
}
