import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { BenefitChip } from "#app/components/facts/benefit-chip.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { History } from "#app/components/facts/history.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Shares } from "#app/components/facts/shares.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { EvidenceFiles } from "#app/components/files/evidence-files.tsx";
import { ConfirmShare } from "#app/components/form/confirm-share.tsx";
import { SubmitSection } from "#app/components/form/submit-section.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { certifyBenefit } from "#app/modules/achievements/benefit/certify-benefit.server.ts";
import { correctBenefit } from "#app/modules/achievements/benefit/correct-benefit.server.ts";
import { addEvidence, removeEvidence } from "#app/modules/achievements/benefit/evidence.server.ts";
import { loadBenefit } from "#app/modules/achievements/benefit/queries.server.ts";
import { certifySchema, filesSchema, reasonedSchema, versionSchema } from "#app/modules/achievements/benefit/schema.ts";
import { SHARES_MAX } from "#app/modules/achievements/shares/limits.ts";
import { confirmShareSchema } from "#app/modules/achievements/shares/schema.ts";
import { confirmShare } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { withdrawBenefit } from "#app/modules/achievements/benefit/withdraw-benefit.server.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { sharesWords } from "#app/words/shares.ts";
import { Certify, Reasoned } from "./forms.tsx";
import { Calculations } from "./parts.tsx";

export const meta = pageTitle(benefitWords, (w, page: { fix: { title: string } }) => `${w.title} · ${page.fix.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadBenefit(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(benefitWords, actor.locale);
  const done = (said: string, to = id) => redirectWithToast(request, paths.benefit(to), said);
  switch (intentOf(form)) {
    case "submit":
      return submitForm(
        request,
        versionSchema,
        ({ version }) => submitBenefit(actor, id, version).then(() => done(w.submit.done)),
        { form },
      );
    case "certify":
      return submitForm(
        request,
        certifySchema,
        (input) =>
          certifyBenefit(actor, id, input).then(() =>
            done(input.decision === "REFUSE" ? w.certify.refused : w.certify.certified),
          ),
        { form },
      );
    case "share":
      return submitForm(
        request,
        confirmShareSchema,
        (input) => confirmShare(actor, id, input).then(() => done(words(sharesWords, actor.locale).said)),
        { form },
      );
    case "withdraw":
      return submitForm(
        request,
        reasonedSchema,
        (input) => withdrawBenefit(actor, id, input).then(() => done(w.withdraw.done)),
        { form },
      );
    case "correct":
      return submitForm(
        request,
        reasonedSchema,
        (input) => correctBenefit(actor, id, input).then((made) => done(w.correct.done, made.id)),
        { form },
      );
    case "evidence":
      return submitForm(
        request,
        filesSchema,
        () => addEvidence(actor, id, filesIn(form)).then(() => done(w.evidence.added)),
        { form },
      );
    case "remove":
      await removeEvidence(actor, id, uuidField(form.get("fileId")));
      return done(w.evidence.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Benefit() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(benefitWords);
  return (
    <>
      <PageHeader
        title={`${w.kind[page.kind]} · ${w.measure[page.measure]}`}
        marks={
          <>
            <BenefitChip state={page.state} />
            {page.counts && <StatusChip tone="done">{w.counts}</StatusChip>}
          </>
        }
        lead={
          <p className="font-medium text-ink">
            {page.fix.open ? (
              <Link to={paths.problem(page.fix.id)} className="link">
                {page.fix.title}
              </Link>
            ) : (
              page.fix.title
            )}
          </p>
        }
        back={{ to: paths.benefits(), label: w.title }}
        actions={<Steps page={page} />}
      />
      {page.correctedBy && (
        <div className="mb-6">
          <Notice kind="warning" title={w.correctedBy}>
            <Link to={paths.benefit(page.correctedBy)} className="link">
              {w.see}
            </Link>
          </Notice>
        </div>
      )}
      {page.toConfirm && (
        <ConfirmShare shares={page.shares} sharesVersion={page.sharesVersion} max={SHARES_MAX.objection} />
      )}
      <Facts page={page} />
      <Calculations page={page} />
      <Shares shares={page.shares} units={page.units} />
      {page.own && <EvidenceFiles files={page.files} open={page.may.evidence} words={w.evidence} />}
      {page.state === "SUBMITTED" && page.own && <Certify page={page} />}
      {page.may.submit && <SubmitSection {...w.submit} version={page.version} />}
      {page.may.correct && !page.correctedBy && <Reasoned page={page} intent="correct" />}
      {page.may.withdraw && <Reasoned page={page} intent="withdraw" />}
      <History title={w.history} lines={page.history} called={w.event} />
    </>
  );
}

function Steps({ page }: { page: Page }) {
  const w = useWords(benefitWords);
  const s = useWords(sharesWords);
  return (
    <>
      {page.may.forecast && page.kind !== "SOCIAL" && (
        <LinkButton
          to={paths.benefitFigures(page.id, "FORECAST")}
          variant={page.stated.length === 0 ? "primary" : "secondary"}
        >
          {w.figures.fill.FORECAST}
        </LinkButton>
      )}
      {page.may.actual && <LinkButton to={paths.benefitFigures(page.id, "ACTUAL")}>{w.figures.fill.ACTUAL}</LinkButton>}
      {page.may.actual && <LinkButton to={paths.editBenefit(page.id)}>{w.move.title}</LinkButton>}
      {page.may.share && <LinkButton to={paths.benefitShares(page.id)}>{s.edit}</LinkButton>}
    </>
  );
}

function Facts({ page }: { page: Page }) {
  const w = useWords(benefitWords);
  const locale = useLocale();
  const certified = page.state === "CERTIFIED" || page.state === "PARTLY" || page.state === "CORRECTED";
  return (
    <Section title={w.amount} hint={page.fen === null ? w.bandHint : undefined}>
      <FactsTable
        facts={[
          page.fen !== null && {
            label: certified ? w.state.CERTIFIED : w.amount,
            value: (
              <>
                <Money fen={BigInt(page.fen)} as="wan" />
                {/* English has no 万: both would be the same. */}
                {locale !== "en" && (
                  <span className="text-muted">
                    （<Money fen={BigInt(page.fen)} as="yuan" />）
                  </span>
                )}
              </>
            ),
          },
          { label: w.bandLabel, value: w.band[page.band] },
          page.baselineFen !== null && {
            label: w.baseline,
            value: <Money fen={BigInt(page.baselineFen)} as="yuan" />,
          },
          { label: w.recipient, value: page.recipient ?? w.unnamed },
          { label: w.measureLabel, value: page.measureText || w.measure[page.measure] },
          page.place !== null && { label: w.place, value: page.place },
          {
            label: w.period,
            value: (
              <span className="tabular-nums">
                {page.fromOn} — {page.toOn}
              </span>
            ),
          },
          page.social !== "" && { label: w.social, value: <span className="prose-plain">{page.social}</span> },
          page.corrects !== null && {
            label: w.corrects,
            value: (
              <Link to={paths.benefit(page.corrects)} className="link">
                {w.see}
              </Link>
            ),
          },
          page.certifiedBy !== null && {
            label: w.certifiedBy,
            value: (
              <>
                {page.certifiedBy} {page.certifiedAt && <Day at={page.certifiedAt} timeZone={page.timeZone} />}
              </>
            ),
          },
          page.reason !== "" && { label: w.reason, value: <span className="prose-plain">{page.reason}</span> },
          certified &&
            !page.counts &&
            page.state !== "CORRECTED" && {
              label: w.counts,
              value: w.notCounts(page.unconfirmed),
            },
        ]}
      />
    </Section>
  );
}
