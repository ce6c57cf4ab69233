import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Award, BadgeCheck, Bot, CalendarClock, Hourglass, Pencil, Trophy, Users, Waypoints } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AwardTitles } from "#app/components/awards/award-titles.tsx";
import { AchievementTitles } from "#app/components/facts/achievement-titles.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { formatDate } from "#app/lib/format.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { registeredTitles } from "#app/modules/achievements/achievement/queries-titles.server.ts";
import { loadOrganisation } from "#app/modules/alliances/queries.server.ts";
import { mayManageRobots } from "#app/modules/notifications/robots/policy.ts";
import { awardsOf } from "#app/modules/awards/decisions/queries.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { awardApplyWords } from "#app/words/award-apply.ts";
import { commonWords } from "#app/words/common.ts";
import { robotsWords } from "#app/words/robots.ts";
import { enterpriseTagsWords } from "#app/words/enterprise-tags.ts";
import { limitsWords } from "#app/words/limits.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(alliancesWords, (_, data: { name: string }) => data.name);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const organisation = await loadOrganisation(actor, uuidParam(params.id));
  const [achievements, { awards, mayApply }] =
    organisation.kind === "STUDIO"
      ? await Promise.all([
          registeredTitles(actor, { studioId: organisation.id }),
          awardsOf(actor, { studioId: organisation.id }),
        ])
      : [[], { awards: [], mayApply: false }];
  return {
    ...organisation,
    achievements,
    awards,
    mayApply,
    keepsRobots: !organisation.closedAt && mayManageRobots(actor, organisation),
  };
}

export default function OrganisationPage() {
  const w = useWords(alliancesWords);
  const l = useWords(limitsWords);
  const robots = useWords(robotsWords);
  const s = useWords(studiosWords);
  const t = useWords(enterpriseTagsWords);
  const v = useWords(awardApplyWords);
  const locale = useLocale();
  const o = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={locale === "en" && o.nameEn ? o.nameEn : o.name}
        marks={
          <>
            <Chip>{w.kinds[o.kind]}</Chip>
            {o.studio && <Chip tone="moving">{w.levels[o.studio.level]}</Chip>}
            {o.tags.map((tag) => (
              <Chip key={tag.id} tone="done" icon={BadgeCheck}>
                {t.label(locale === "en" && tag.nameEn ? tag.nameEn : tag.name, tag.year)}
              </Chip>
            ))}
            {o.closedAt && <Chip tone="urgent">{w.page.closedOn(formatDate(o.closedAt))}</Chip>}
          </>
        }
        lead={locale === "en" ? (o.nameEn ? o.name : null) : o.nameEn}
        back={{ to: paths.organisations(), label: w.list.title }}
        actions={
          <>
            {o.studio && (
              <LinkButton to={paths.studioLife(o.id)} icon={Award}>
                {s.life}
              </LinkButton>
            )}
            {o.mayApply && (
              <LinkButton to={awardPaths.newApplication({ for: `studio:${o.id}` })} icon={Trophy}>
                {v.apply}
              </LinkButton>
            )}
            {o.mayListAlliance && (
              <LinkButton to={paths.allianceMembers(o.id)} icon={Waypoints}>
                {w.page.allianceMembers}
              </LinkButton>
            )}
            {o.mayListMembers && (
              <LinkButton to={paths.organisationMembers(o.id)} icon={Users}>
                {w.page.members}
              </LinkButton>
            )}
            {o.scope && !o.closedAt && (
              <LinkButton to={paths.editOrganisation(o.id)} icon={Pencil}>
                {w.page.edit}
              </LinkButton>
            )}
            {o.scope && !o.closedAt && (
              <LinkButton to={paths.workCalendar(o.id)} icon={CalendarClock}>
                {w.page.calendar}
              </LinkButton>
            )}
            {o.keepsRobots && (
              <LinkButton to={paths.robots(o.id)} icon={Bot}>
                {robots.link}
              </LinkButton>
            )}
            {o.scope && !o.closedAt && o.kind === "ALLIANCE" && (
              <LinkButton to={paths.allianceLimits(o.id)} icon={Hourglass}>
                {l.shortTitle}
              </LinkButton>
            )}
          </>
        }
      />
      {o.about && <p className="prose-plain mb-6 max-w-reading">{o.about}</p>}
      <Facts />
      <Craftsmen />
      <AchievementTitles titles={o.achievements} />
      <AwardTitles awards={o.awards} />
      <Children />
    </>
  );
}

function Facts() {
  const w = useWords(alliancesWords);
  const a = useWords(accountsWords);
  const f = w.fields;
  const o = useLoaderData<typeof loader>();
  const { alliance, studio, enterprise } = o;
  const leaders = o.people.filter((p) => p.role === "STUDIO_LEADER");
  return (
    <Section title={w.page.facts}>
      <FactsTable
        columns={2}
        facts={[
          o.parent && {
            label: f.parent,
            value: <Organisation name={o.parent.name} to={paths.organisation(o.parent.id)} />,
          },
          o.shortName !== "" && { label: f.shortName, value: o.shortName },
          enterprise && { label: f.industry, value: w.industries[enterprise.industry] },
          enterprise?.group && { label: w.page.group, value: enterprise.group.name },
          !!enterprise?.address && { label: f.address, value: enterprise.address, wide: true },
          o.scope &&
            enterprise &&
            enterprise.aliases.length > 0 && {
              label: f.aliases,
              value: enterprise.aliases.join(a.listComma),
              wide: true,
            },
          studio && {
            label: w.page.leader,
            value:
              leaders.length > 0
                ? leaders.map((p) => <Person key={p.id} name={p.name} to={paths.craftsman(p.id)} />)
                : w.page.noLeader,
          },
          !!studio?.designatedOn && { label: f.designatedOn, value: <Day at={studio.designatedOn} timeZone="UTC" /> },
          studio &&
            studio.specialities.length > 0 && {
              label: f.specialities,
              value: studio.specialities.join(a.listComma),
              wide: true,
            },
          !!studio?.premises && { label: f.premises, value: studio.premises, wide: true },
          alliance && { label: f.allianceKind, value: w.allianceKinds[alliance.kind] },
          !!alliance?.formedOn && { label: f.formedOn, value: <Day at={alliance.formedOn} timeZone="UTC" /> },
          alliance?.leadUnit && {
            label: w.page.leadUnit,
            value: <Organisation name={alliance.leadUnit.name} to={paths.organisation(alliance.leadUnit.id)} />,
          },
          alliance?.chair && {
            label: w.page.chair,
            value: <Organisation name={alliance.chair.name} to={paths.organisation(alliance.chair.id)} />,
          },
          alliance &&
            alliance.enterprises !== null && {
              label: w.page.allianceMembers,
              value: w.page.memberCount(alliance.enterprises, alliance.studios ?? 0),
            },
          o.inAlliances.length > 0 && {
            label: w.page.alliances,
            wide: true,
            value: (
              <ul>
                {o.inAlliances.map((one) => (
                  <li key={one.id}>
                    <Organisation name={one.name} to={paths.organisation(one.id)} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Craftsmen() {
  const w = useWords(alliancesWords);
  const c = useWords(commonWords);
  const a = useWords(accountsWords);
  const { people } = useLoaderData<typeof loader>();
  if (people.length === 0) return null;
  return (
    <Section title={w.page.craftsmen}>
      <DataTable
        caption={w.page.craftsmen}
        rows={people}
        rowKey={(row) => `${row.id}-${row.role}`}
        rowLink={(row) => paths.craftsman(row.id)}
        columns={[
          { key: "name", label: w.craftsmen.name, cell: (row) => row.name, narrow: true },
          { key: "role", label: a.members.role, cell: (row) => a.roles[row.role], narrow: true },
          {
            key: "tier",
            label: w.craftsmen.honours,
            cell: (row) => (row.profile?.honourTier ? w.tiers[row.profile.honourTier] : c.none),
            narrow: true,
          },
          { key: "trade", label: w.fields.trade, cell: (row) => row.profile?.trade ?? "", narrow: true },
          {
            key: "specialities",
            label: w.craftsmen.specialities,
            cell: (row) => row.profile?.specialities.join(a.listComma) ?? "",
          },
        ]}
      />
    </Section>
  );
}

function Children() {
  const w = useWords(alliancesWords);
  const { children } = useLoaderData<typeof loader>();
  if (children.length === 0) return null;
  return (
    <Section title={w.page.children}>
      <ul className="max-w-form divide-y divide-line border-y border-line">
        {children.map((child) => (
          <li key={child.id} className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 py-2">
            <Organisation name={child.name} to={paths.organisation(child.id)} />
            <span className="text-sm text-muted">
              {[
                w.kinds[child.kind],
                child.studio && w.levels[child.studio.level],
                child.enterprise && w.industries[child.enterprise.industry],
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
