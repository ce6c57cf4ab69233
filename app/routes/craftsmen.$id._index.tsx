import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Pencil, Trophy } from "lucide-react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AwardTitles } from "#app/components/awards/award-titles.tsx";
import { AchievementTitles } from "#app/components/facts/achievement-titles.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { ResultList } from "#app/components/studios/result-list.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { registeredTitles } from "#app/modules/achievements/achievement/queries-titles.server.ts";
import { endTie } from "#app/modules/alliances/change-profile.server.ts";
import { loadCraftsman } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { endTieSchema } from "#app/modules/alliances/schema.ts";
import { awardsOf } from "#app/modules/awards/decisions/queries.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { awardApplyWords } from "#app/words/award-apply.ts";
import { competitionsWords } from "#app/words/competitions.ts";

export const meta = pageTitle(alliancesWords, (_, data: { name: string }) => data.name);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const personId = uuidParam(params.id);
  const [craftsman, achievements, { awards, mayApply }] = await Promise.all([
    loadCraftsman(actor, personId),
    registeredTitles(actor, { personId }),
    awardsOf(actor, { personId }),
  ]);
  return { ...craftsman, achievements, awards, mayApply };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const personId = uuidParam(params.id);
  return submitForm(request, endTieSchema, async ({ tieId }) => {
    await endTie(actor, { personId, tieId });
    return redirectWithToast(
      request,
      paths.craftsman(personId),
      words(alliancesWords, actor.locale).craftsmen.tieEnded,
    );
  });
}

export default function Craftsman() {
  const w = useWords(alliancesWords);
  const a = useWords(accountsWords);
  const k = useWords(competitionsWords);
  const v = useWords(awardApplyWords);
  const { id, name, profile, memberships, contact, scope, mayTie, achievements, awards, mayApply, results } =
    useLoaderData<typeof loader>();
  const current = memberships.filter((m) => m.inForce);
  return (
    <>
      <PageHeader
        title={name}
        marks={
          <>
            {profile?.honourTier && <Chip tone="done">{w.tiers[profile.honourTier]}</Chip>}
            {profile?.title && <Chip>{w.titles[profile.title]}</Chip>}
            {current.length === 0 && <Chip>{w.craftsmen.former}</Chip>}
          </>
        }
        lead={[profile?.trade, profile?.years != null && w.craftsmen.yearsOf(profile.years)]
          .filter(Boolean)
          .join(" · ")}
        back={{ to: paths.craftsmen(), label: w.craftsmen.title }}
        actions={
          <>
            {mayApply && (
              <LinkButton to={awardPaths.newApplication({ for: `person:${id}` })} icon={Trophy}>
                {v.apply}
              </LinkButton>
            )}
            {(scope || mayTie) && (
              <LinkButton to={paths.editCraftsman(id)} icon={Pencil}>
                {w.craftsmen.edit}
              </LinkButton>
            )}
          </>
        }
      />
      {profile?.bio && <p className="prose-plain mb-6 max-w-reading">{profile.bio}</p>}
      <FactsTable
        facts={[
          !!profile &&
            profile.specialities.length > 0 && {
              label: w.craftsmen.specialities,
              value: profile.specialities.join(a.listComma),
            },
          !!profile && { label: w.fields.workloadCap, value: w.craftsmen.capNow(profile.workloadCap) },
          !!contact?.phone && {
            label: a.fields.phone,
            value: (
              <a href={`tel:${contact.phone}`} className="link">
                {contact.phone}
              </a>
            ),
          },
          !!contact?.email && {
            label: a.fields.email,
            value: (
              <a href={`mailto:${contact.email}`} className="link">
                {contact.email}
              </a>
            ),
          },
        ]}
      />
      <Section title={w.craftsmen.work}>
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {memberships.map((m) => (
            <li key={`${m.organisation.id}${m.startsAt}`} className="py-2">
              <Organisation
                name={m.organisation.name}
                to={m.inForce ? paths.organisation(m.organisation.id) : undefined}
              />{" "}
              · {a.roles[m.role]}
              <span className="block text-sm text-muted tabular-nums">
                {m.organisation.parent && `${m.organisation.parent.name} · `}
                {a.me.since(formatDate(m.startsAt))} {m.endsAt && a.me.until(formatDate(m.endsAt))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <AchievementTitles titles={achievements} />
      <AwardTitles awards={awards} />
      {results.length > 0 && (
        <Section title={k.ofPerson}>
          <ResultList results={results} />
        </Section>
      )}
      <Ties />
    </>
  );
}

function Ties() {
  const w = useWords(alliancesWords);
  const a = useWords(accountsWords);
  const { ties, mayTie } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult() });
  return (
    <Section title={w.craftsmen.mentors}>
      <ErrorSummary form={form} />
      {ties.length === 0 && <p className="text-muted">{w.craftsmen.noTies}</p>}
      <ul className="max-w-form divide-y divide-line">
        {ties.map((tie) => (
          <li key={tie.id} className="flex flex-wrap items-start justify-between gap-3 py-2">
            <div>
              {w.craftsmen[tie.as]}{" "}
              <Person name={tie.name} to={tie.otherId ? paths.craftsman(tie.otherId) : undefined} />
              <span className="block text-sm text-muted tabular-nums">
                {a.me.since(formatDate(tie.startsAt))} {tie.endsAt && a.me.until(formatDate(tie.endsAt))}
              </span>
            </div>
            {mayTie && tie.inForce && (
              <Form method="post">
                <input type="hidden" name="tieId" value={tie.id} />
                <ConfirmButton
                  label={w.craftsmen.endTie}
                  question={w.craftsmen.endTieSure}
                  variant="quiet"
                  size="small"
                />
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
