import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Megaphone, Pencil, QrCode, Search } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AssetHistory } from "#app/components/equipment/asset-history.tsx";
import { MachineProblems } from "#app/components/equipment/machine-problem.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Highlight } from "#app/components/facts/highlight.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult } from "#app/components/form/use-result.ts";
import { WithAside } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { assetByCode, historyOf } from "#app/modules/equipment/queries.server.ts";
import { spokenCode } from "#app/modules/equipment/rules.ts";
import { fixesForModel } from "#app/modules/knowledge/fixes-for-model.server.ts";
import { confirmProblem } from "#app/modules/problems/confirm-problem.server.ts";
import { confirmSchema } from "#app/modules/problems/confirm-schema.ts";
import { postsFor } from "#app/modules/problems/post-problem.server.ts";
import { problemsOfMachine } from "#app/modules/problems/queries-machine.server.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (_w, data: { asset: { number: string; name: string; type: string } }) =>
  [data.asset.number, data.asset.name || data.asset.type].filter(Boolean).join(" "),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { formerNumbers, ...asset } = await assetByCode(actor, params.code);
  const [problems, fixes, history] = await Promise.all([
    problemsOfMachine(actor, { ...asset, formerNumbers }),
    fixesForModel(actor, asset),
    historyOf(asset.id),
  ]);
  return { asset, problems, fixes, history, mayPost: postsFor(actor).includes(asset.enterpriseId) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const { id: assetId, code } = await assetByCode(actor, params.code);
  const w = words(equipmentWords, actor.locale);
  return submitForm(request, confirmSchema, async (input) => {
    const first = await confirmProblem(actor, { ...input, assetId });
    return redirectWithToast(request, paths.machine(code), first ? w.card.done : w.card.already);
  });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Machine() {
  const w = useWords(equipmentWords);
  const { asset, problems, fixes, history, mayPost } = useLoaderData<typeof loader>();
  const [form] = useAnsweredForm({ id: "confirm", result: useResult(), values: {} });
  const inUse = asset.retiredAt === null;
  return (
    <>
      <PageHeader
        title={asset.name ? `${asset.number} ${asset.name}` : `${asset.number} ${asset.type}`}
        lead={[asset.type, asset.model, asset.line].filter(Boolean).join(" · ")}
        back={{ to: paths.equipment(), label: w.card.back }}
        actions={
          <>
            {inUse && mayPost && (
              <LinkButton
                to={paths.newProblem({ equipment: asset.code })}
                variant="primary"
                size="large"
                icon={Megaphone}
              >
                {w.card.report}
              </LinkButton>
            )}
            {asset.mayKeep && (
              <LinkButton to={paths.editEquipment(asset.id)} icon={Pencil}>
                {w.card.edit}
              </LinkButton>
            )}
            {inUse && (
              <LinkButton to={paths.equipmentLabels({ id: asset.id })} icon={QrCode} variant="quiet">
                {w.card.label}
              </LinkButton>
            )}
          </>
        }
      />
      <ErrorSummary form={form} labels={{ downtimeHours: w.card.downtime, since: w.card.since, note: w.card.note }} />
      {asset.retiredAt && (
        <div className="mb-5">
          <Notice kind="warning" title={w.card.retired}>
            {w.retiredSince(formatDate(asset.retiredAt))} · {asset.retiredReason}
          </Notice>
        </div>
      )}
      <WithAside aside={<Aside asset={asset} history={history} />}>
        <Section title={w.card.open} hint={problems.open.length > 0 && inUse ? w.card.openHint : undefined}>
          {problems.open.length > 0 ? (
            <MachineProblems rows={problems.open} code={asset.code} confirm={inUse} />
          ) : (
            <p className="text-muted">{w.card.openNone}</p>
          )}
        </Section>
        {problems.sameModel.length > 0 && (
          <Section title={w.card.sameModel} hint={w.card.sameModelHint}>
            <MachineProblems rows={problems.sameModel} code={asset.code} confirm={inUse} />
          </Section>
        )}
        <Fixes asset={asset} fixes={fixes} />
        {problems.ended.length > 0 && (
          <Section title={w.card.ended}>
            <MachineProblems rows={problems.ended} code={asset.code} confirm={false} />
          </Section>
        )}
      </WithAside>
    </>
  );
}

function Fixes({ asset, fixes }: Pick<Loaded, "asset" | "fixes">) {
  const w = useWords(equipmentWords);
  return (
    <Section title={w.card.fixes} hint={w.card.fixesHint}>
      {fixes.length === 0 && <p className="text-muted">{w.card.fixesNone}</p>}
      {fixes.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {fixes.map((fix) => (
            <li key={fix.id} className="py-3">
              <Link to={paths.problem(fix.id)} prefetch="intent" className="link font-medium wrap-anywhere">
                <Highlight parts={fix.title} />
              </Link>
              <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                <StateChip state={fix.state} partial={fix.partial} />
                {fix.enterprise && <span>{fix.enterprise}</span>}
                <span className="tabular-nums">{fix.number}</span>
              </p>
              {fix.action.length > 0 && (
                <p className="mt-1 line-clamp-2 text-dense">
                  <Highlight parts={fix.action} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3">
        <Link
          to={paths.search({ q: [asset.model, asset.type].filter(Boolean).join(" ") })}
          className="link inline-flex min-h-12 items-center gap-1.5 md:min-h-10"
        >
          <Search aria-hidden className="size-4" />
          {w.card.fixesMore}
        </Link>
      </p>
    </Section>
  );
}

function Aside({ asset, history }: Pick<Loaded, "asset" | "history">) {
  const w = useWords(equipmentWords);
  return (
    <>
      <FactsTable
        facts={[
          { label: w.field.number, value: asset.number },
          { label: w.field.type, value: asset.type },
          asset.model && { label: w.field.model, value: asset.model },
          asset.maker && { label: w.field.maker, value: asset.maker },
          asset.line && { label: w.field.line, value: asset.line },
          asset.site && { label: w.field.site, value: asset.site },
          { label: w.enterprise, value: asset.enterprise.shortName || asset.enterprise.name },
          { label: w.card.code, value: <span className="font-mono">{spokenCode(asset.code)}</span> },
        ].map((fact) => fact || null)}
      />
      <div className="mt-6">
        <FoldedSection title={w.history} printed>
          <AssetHistory entries={history} imported={asset.imported ? asset.createdAt : null} />
        </FoldedSection>
      </div>
    </>
  );
}
