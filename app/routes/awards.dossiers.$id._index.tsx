import { randomUUID } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Package } from "lucide-react";
import { useNamed } from "#app/components/awards/named.ts";
import { Button } from "#app/components/actions/button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ExportList } from "#app/components/dossier/export-list.tsx";
import { Scans } from "#app/components/dossier/scans.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { askDossier } from "#app/modules/awards/dossier/ask-export.server.ts";
import { cancelExport } from "#app/modules/awards/dossier/cancel-export.server.ts";
import { loadDossier } from "#app/modules/awards/dossier/queries.server.ts";
import { addScans, removeScan } from "#app/modules/awards/dossier/scans.server.ts";
import { askSchema, exportStepSchema, scanSchema } from "#app/modules/awards/dossier/schema.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { dossierWords } from "#app/words/dossier.ts";

export const meta = pageTitle(dossierWords, (w, data: { page?: { title: string } }) =>
  data.page ? `${data.page.title} · ${w.title}` : w.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { page: await loadDossier(await requireActor(request), uuidParam(params.id)), clientId: randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(dossierWords, actor.locale);
  const here = awardPaths.dossier(id);
  switch (intentOf(form)) {
    case "make":
      return submitForm(
        request,
        askSchema,
        async ({ clientId }) => {
          await askDossier(actor, id, clientId);
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
    case "scan":
      return submitForm(
        request,
        scanSchema,
        async () => {
          await addScans(actor, id, filesIn(form));
          return redirectWithToast(request, here, w.scans.added);
        },
        { form, hideFields: ["files"] },
      );
    case "remove-scan":
      await removeScan(actor, id, uuidField(form.get("fileId")));
      return redirectWithToast(request, here, w.scans.removedDone);
    default:
      throw new DomainError("bad_request");
  }
}

export default function Dossier() {
  const w = useWords(dossierWords);
  const named = useNamed();
  const p = useWords(dossierPaperWords);
  const { page, clientId } = useLoaderData<typeof loader>();
  const sending = useSending("make");
  return (
    <>
      <PageHeader
        title={`${page.title} · ${w.title}`}
        lead={w.lead}
        back={{ to: awardPaths.application(page.id), label: w.application }}
      />
      <FactsTable
        facts={[
          { label: w.number, value: <span className="tabular-nums">{page.number}</span> },
          { label: w.round, value: named(page.round) },
          { label: p.paper.state, value: p.state[page.state] },
          { label: w.amounts, value: page.exact ? w.exact : w.banded },
          {
            label: w.hash,
            value: page.factsHash ? (
              <span className="font-mono text-sm wrap-anywhere">{page.factsHash}</span>
            ) : (
              w.notYet
            ),
          },
        ]}
      />
      <Section title={w.papers} hint={w.papersHint}>
        <div className="flex flex-wrap gap-3">
          <a href={awardPaths.dossierFile(page.id, "form")} download className={buttonLook("secondary")}>
            {w.form}
          </a>
          <a href={awardPaths.dossierFile(page.id, "paper")} className={buttonLook("secondary")}>
            {w.paper}
          </a>
        </div>
      </Section>
      <Section title={w.whole.title} hint={w.whole.hint}>
        <Form method="post">
          <input type="hidden" name="intent" value="make" />
          <input type="hidden" name="clientId" value={clientId} />
          <Button size="large" icon={Package} loading={sending || page.underWay}>
            {w.whole.make}
          </Button>
        </Form>
      </Section>
      <ExportList exports={page.exports} keptDays={page.keptDays} timeZone={page.timeZone} mayCancel />
      <Scans scans={page.scans} open={page.mayScan} timeZone={page.timeZone} />
      {page.exact && (
        <p className="mt-8">
          <Link to={awardPaths.roundDossiers(page.round.id)} className="link">
            {w.roundTitle(named(page.round))}
          </Link>
        </p>
      )}
    </>
  );
}
