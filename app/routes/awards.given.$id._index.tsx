import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { publicAddress } from "#app/lib/public-address.server.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadAward } from "#app/modules/awards/decisions/queries.server.ts";
import { revokeAward } from "#app/modules/awards/decisions/revoke-award.server.ts";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { revokeSchema } from "#app/modules/awards/panel/schema.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";

export const meta = pageTitle(awardNoticeWords, (w, page: { title: string }) => `${w.award} · ${page.title}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = uuidParam(params.id);
  const award = await loadAward(await requireActor(request), id);
  const url = publicAddress(awardPaths.award(id));
  return { ...award, print: { url, code: qrPath(url) } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, revokeSchema, async (input) => {
    await revokeAward(actor, id, input);
    return redirectWithToast(request, awardPaths.award(id), words(awardNoticeWords, actor.locale).revoked);
  });
}

/** An award that was given; one taken back says so. */
export default function Award() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardNoticeWords);
  const named = useNamed();
  const { round } = page;
  const zone = round.organisation.timeZone;
  return (
    <>
      <PrintHeader {...page.print} owner={round.organisation.name} timeZone={zone} />
      <PageHeader
        title={page.title}
        lead={
          <p className="font-medium text-ink">
            {named(round.title)} · {page.grade}
          </p>
        }
        back={{ to: awardPaths.awardNotice(round.id), label: named(round) }}
        actions={
          <>
            {page.paper && !page.revoked && (
              <a href={awardPaths.awardCertificate(page.id)} className={buttonLook("primary")}>
                {w.word}
              </a>
            )}
            {page.points && <LinkButton to={awardPaths.awardPoints(page.id)}>{w.points}</LinkButton>}
            <PrintButton />
          </>
        }
      />
      {page.revoked && (
        <div className="mb-6 max-w-reading">
          <Notice kind="error" title={w.revokedTitle}>
            {page.revokedAt && (
              <p>
                {w.revokedAt} <Day at={page.revokedAt} timeZone={zone} />
              </p>
            )}
            <p className="prose-plain">{page.reason}</p>
          </Notice>
        </div>
      )}
      <div className="max-w-reading">
        <FactsTable
          facts={[
            { label: w.number, value: <span className="tabular-nums">{page.number}</span> },
            page.people.length > 0 && { label: w.people, value: page.people.join(w.comma) },
            { label: w.units, value: page.units.join(w.comma) },
            { label: w.organiser, value: round.organisation.name },
            { label: w.basis, value: round.title.legalBasis },
            page.decidedAt !== null && { label: w.decidedAt, value: <Day at={page.decidedAt} timeZone={zone} /> },
          ]}
        />
      </div>
      {page.organiser && !page.revoked && <Revoke version={page.version} />}
    </>
  );
}

function Revoke({ version }: { version: number }) {
  const w = useWords(awardNoticeWords);
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({ id: "revoke", lastResult: result });
  return (
    <div className="no-print mt-8">
      <FoldedSection title={w.revoke} hint={w.revokeHint} open={result !== undefined}>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ reason: w.reason }} />
          <input type="hidden" name="version" value={version} />
          <Textarea field={fields.reason} label={w.reason} rows={3} max={PANEL_MAX.reason} required />
          <ConfirmButton label={w.revoke} question={w.revokeSure} variant="danger" loading={useSending()} />
        </Form>
      </FoldedSection>
    </div>
  );
}
