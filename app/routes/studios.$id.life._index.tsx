import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, redirect, useLoaderData } from "@remix-run/react";
import { Gavel, Target, UserRoundCog, Wallet } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { FileLinks } from "#app/components/studios/file-links.tsx";
import { ResultList } from "#app/components/studios/result-list.tsx";
import { DueDay, StudioChip } from "#app/components/studios/studio-chips.tsx";
import { TargetList } from "#app/components/studios/target-list.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listResults } from "#app/modules/studios/competitions/queries.server.ts";
import { DECISIONS } from "#app/modules/studios/lifecycle.ts";
import { loadStudioLife } from "#app/modules/studios/queries-life.server.ts";
import { startReview } from "#app/modules/studios/review-studio.server.ts";
import { startReviewSchema } from "#app/modules/studios/schema.ts";
import { competitionsWords } from "#app/words/competitions.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(studiosWords, (w, data: { name: string }) => `${w.life} · ${data.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const year = Number(formatDate(actor.now).slice(0, 4));
  const life = await loadStudioLife(actor, id, year);
  return { ...life, results: await listResults(actor, { studioId: id }) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, startReviewSchema, async ({ year }) => {
    const file = await startReview(actor, id, year);
    return redirect(paths.studioReview(id, file.id));
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function StudioLife() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(studiosWords);
  const c = useWords(competitionsWords);
  const locale = useLocale();
  const { inner } = page;
  return (
    <>
      <PageHeader
        title={locale === "en" && page.nameEn ? page.nameEn : page.name}
        marks={
          <>
            <StudioChip state={page.state} />
            <StatusChip>{w.level[page.level]}</StatusChip>
            {page.proposed && <StatusChip tone="waiting">{w.proposed}</StatusChip>}
          </>
        }
        lead={w.life}
        back={{ to: paths.organisation(page.id), label: w.back }}
        actions={<Steps page={page} />}
      />
      {page.proposed && (
        <div className="mb-6 max-w-reading">
          <Notice kind="warning" title={w.proposed}>
            {w.proposedLead}
          </Notice>
        </div>
      )}
      <Section title={w.page.facts}>
        <FactsTable
          columns={2}
          facts={[
            page.enterprise && {
              label: w.enterprise,
              value: <Organisation name={page.enterprise.name} to={paths.organisation(page.enterprise.id)} />,
            },
            { label: w.levelLabel, value: w.level[page.level] },
            { label: w.designatedOn, value: <span className="tabular-nums">{page.designatedOn ?? w.noDate}</span> },
            page.reviewDueOn && page.state !== "RECTIFICATION"
              ? { label: w.dueOn, value: <DueDay day={page.reviewDueOn} near={page.reviewIs} /> }
              : null,
            page.rectifyBy
              ? { label: w.rectifyBy, value: <DueDay day={page.rectifyBy} near={page.rectifyIs} /> }
              : null,
          ]}
        />
      </Section>
      {inner ? <Inner page={page} inner={inner} /> : <p className="mt-6 text-sm text-muted">{w.page.hidden}</p>}
      <Section title={c.ofPerson}>
        {page.results.length === 0 ? (
          <p className="text-muted">{w.page.noResults}</p>
        ) : (
          <ResultList results={page.results} named />
        )}
      </Section>
      <Decisions page={page} />
      <Leaders page={page} />
    </>
  );
}

function Steps({ page }: { page: Page }) {
  const w = useWords(studiosWords);
  const f = useWords(studioFormsWords);
  const year = page.state === "RECTIFICATION" || page.state === "CONFIRMED" || page.state === "DESIGNATED";
  return (
    <>
      {page.may.submit && year && (
        <Form method="post">
          <input type="hidden" name="year" value={page.year} />
          <Button variant={page.state === "RECTIFICATION" || page.reviewIs !== "later" ? "primary" : "secondary"}>
            {w.page.start(String(page.year))}
          </Button>
        </Form>
      )}
      {DECISIONS.some((one) => page.may[one]) && (
        <LinkButton to={paths.studioStep(page.id, "decide")} variant="primary" icon={Gavel}>
          {w.todoDecide}
        </LinkButton>
      )}
      {page.may["change-leader"] && (
        <LinkButton to={paths.studioStep(page.id, "leader")} icon={UserRoundCog}>
          {f.changeLeader.title}
        </LinkButton>
      )}
    </>
  );
}

/** For the studio, its enterprise and the unions above. */
function Inner({ page, inner }: { page: Page; inner: NonNullable<Page["inner"]> }) {
  const w = useWords(studiosWords);
  const title = w.page.year(String(page.year));
  return (
    <>
      {page.involved && <p className="mt-4 text-sm text-muted">{w.page.involved}</p>}
      <Section
        title={title}
        aside={
          page.may.targets && (
            <LinkButton to={paths.studioStep(page.id, "targets", { year: page.year })} size="small" icon={Target}>
              {w.page.editTargets}
            </LinkButton>
          )
        }
      >
        {inner.targets.length === 0 ? (
          <p className="text-muted">{w.page.noTargets}</p>
        ) : (
          <TargetList targets={inner.targets} caption={title} />
        )}
      </Section>
      <Section
        title={w.page.money}
        aside={
          <LinkButton to={paths.studioStep(page.id, "funds")} size="small" icon={Wallet}>
            {w.page.moneyAll}
          </LinkButton>
        }
      >
        <FactsTable
          facts={[
            { label: w.page.granted, value: <Money fen={BigInt(inner.funds.grantedFen)} /> },
            { label: w.page.used, value: <Money fen={BigInt(inner.funds.usedFen)} /> },
            {
              label: w.page.left,
              value: (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <Money fen={BigInt(inner.funds.leftFen)} />
                  {inner.funds.over && <StatusChip tone="urgent">{w.page.over}</StatusChip>}
                </span>
              ),
            },
          ]}
        />
      </Section>
      <Section title={w.page.reviews}>
        {inner.reviews.length === 0 ? (
          <p className="text-muted">{w.page.noReviews}</p>
        ) : (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {inner.reviews.map((file) => (
              <li key={file.id} className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 py-2">
                <Link to={paths.studioReview(page.id, file.id)} className="link">
                  {w.page.reviewOf(file.year, file.round)}
                </Link>
                <StatusChip
                  tone={file.state === "SUBMITTED" ? "waiting" : file.state === "DECIDED" ? "done" : "moving"}
                >
                  {w.page.reviewState[file.state]}
                </StatusChip>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={w.page.promotions}>
        <Link to={paths.studioStep(page.id, "promotions")} className="link">
          {w.page.promotionsAll(inner.promotions)}
        </Link>
      </Section>
    </>
  );
}

function Decisions({ page }: { page: Page }) {
  const w = useWords(studiosWords);
  return (
    <Section title={w.page.decisions}>
      {page.decisions.length === 0 ? (
        <p className="text-muted">{w.page.noDecisions}</p>
      ) : (
        <ol className="max-w-reading divide-y divide-line border-y border-line">
          {page.decisions.map((one) => (
            <li key={one.id} className="py-2.5">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-muted tabular-nums">{one.decidedOn}</span>
                <span className="font-medium">{w.decision[one.kind]}</span>
                {(one.kind === "DESIGNATED" || one.kind === "LEVEL_CHANGED") && <span>{w.level[one.level]}</span>}
                {one.kind === "LEADER_CHANGED" && <span>{w.leaderChange(one.leaderFrom, one.leaderTo)}</span>}
                {one.kind === "RECTIFICATION" && one.dueOn && (
                  <span className="tabular-nums">{w.until(one.dueOn)}</span>
                )}
              </p>
              <p className="text-sm text-muted">
                {[one.document, one.decidedBy, one.byName].filter(Boolean).join(" · ")}
              </p>
              {one.reason && <p className="prose-plain mt-1 text-sm">{one.reason}</p>}
              <FileLinks files={one.files} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Leaders({ page }: { page: Page }) {
  const w = useWords(studiosWords);
  return (
    <Section title={w.page.leaders}>
      {page.leaders.length === 0 ? (
        <p className="text-muted">{w.page.noLeaders}</p>
      ) : (
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {page.leaders.map((one) => (
            <li key={one.id} className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-2">
              <Person name={one.name} to={paths.craftsman(one.personId)} />
              <span className="text-sm text-muted tabular-nums">{w.page.since(one.from, one.to)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
