import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { UserPlus } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { ReplyChip } from "#app/components/activities/reply-chip.tsx";
import { SearchForm } from "#app/components/activities/search-form.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { textParam, uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { inviteExpert, withdrawInvitation } from "#app/modules/activities/invite-expert.server.ts";
import { loadExpertChoice } from "#app/modules/activities/queries-work.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";
import { guestsWords } from "#app/words/guests.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.experts.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const q = textParam(new URL(request.url).searchParams.get("q"), 60);
  return loadExpertChoice(await requireActor(request), uuidParam(params.id), q);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(activityWorkWords, actor.locale).experts;
  const here = paths.activityAction(id, "experts", { q: textParam(new URL(request.url).searchParams.get("q"), 60) });
  const personId = uuidField(form.get("personId"));
  switch (intentOf(form)) {
    case "invite":
      return redirectWithToast(request, here, w.done(await inviteExpert(actor, id, personId)));
    case "withdraw":
      await withdrawInvitation(actor, id, personId);
      return redirectWithToast(request, here, w.withdrawn);
    default:
      throw new DomainError("bad_request");
  }
}

export default function Experts() {
  const w = useWords(activityWorkWords).experts;
  const a = useWords(activitiesWords);
  const g = useWords(guestsWords);
  const comma = useWords(accountsWords).listComma;
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader
        activity={page}
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton to={paths.activityAction(page.id, "guests")} size="small">
            {g.title}
          </LinkButton>
        }
      />
      <Section title={w.invited}>
        {page.invited.length === 0 && <p className="text-muted">{w.noneInvited}</p>}
        <ul className="divide-y divide-line">
          {page.invited.map((one) => (
            <li key={one.personId} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5">
              <div className="min-w-0 space-y-0.5">
                <p className="flex flex-wrap items-center gap-2">
                  <Person name={one.name} from={one.until ? a.guest : null} />
                  <ReplyChip reply={one.reply} />
                </p>
                {one.proposed && <p className="text-sm text-muted">{a.proposedWho(one.proposed)}</p>}
              </div>
              <Form method="post" preventScrollReset>
                <input type="hidden" name="intent" value="withdraw" />
                <input type="hidden" name="personId" value={one.personId} />
                <ConfirmButton label={w.withdraw} question={w.withdrawSure(one.name)} variant="quiet" size="small" />
              </Form>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w.found}>
        <SearchForm q={page.q} label={w.search} submit={w.find} />
        {page.found.length === 0 && <p className="text-muted">{page.q ? w.noneFound : w.start}</p>}
        <ul className="divide-y divide-line">
          {page.found.map((one) => (
            <li key={one.id} className="flex flex-col gap-x-4 gap-y-2 py-3 sm:flex-row sm:items-center">
              <div className="min-w-0 grow">
                <Person name={one.name} from={one.studio} />
                <p className="text-sm text-muted">{[one.trade, ...one.specialities].filter(Boolean).join(comma)}</p>
              </div>
              <Form method="post" className="shrink-0" preventScrollReset>
                <input type="hidden" name="personId" value={one.id} />
                <Button variant="secondary" icon={UserPlus} name="intent" value="invite">
                  {w.invite}
                  <span className="sr-only">{one.name}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
