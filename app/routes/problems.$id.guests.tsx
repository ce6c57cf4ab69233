import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { GuestList } from "#app/components/people/guest-list.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { mailInvitation, publicLink } from "#app/modules/accounts/mail-invitation.server.ts";
import { changeGuest, endGuest, inviteGuest, renewGuestLink } from "#app/modules/problems/invite-guest.server.ts";
import { loadGuests } from "#app/modules/problems/queries-guests.server.ts";
import { changeGuestSchema, guestSchema, inviteGuestSchema } from "#app/modules/problems/schema.ts";
import { guestsWords } from "#app/words/guests.ts";

export const meta = pageTitle(guestsWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadGuests(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const intent = intentOf(form);
  const w = words(guestsWords, actor.locale);
  const here = paths.problemAction(problemId, "guests");
  /** Sent after the invitation stands; the link is on the page in any case. */
  const shown = async (token: string, host: string, to: string) => {
    const link = publicLink(request, paths.invitation(token));
    const mail = await mailInvitation({ to, organisationName: host, role: "GUEST", link, locale: actor.locale });
    return data({ link, ...mail });
  };
  if (intent === "end") {
    await endGuest(actor, { problemId, guestId: uuidField(form.get("guestId")) });
    return redirectWithToast(request, here, w.ended);
  }
  if (intent === "link") {
    return submitForm(
      request,
      guestSchema,
      async ({ guestId }) => {
        const { token, host, contact } = await renewGuestLink(actor, { problemId, guestId });
        return shown(token, host, contact);
      },
      { form },
    );
  }
  if (intent.startsWith("change")) {
    return submitForm(
      request,
      changeGuestSchema,
      async (input) => {
        await changeGuest(actor, { problemId, ...input });
        return redirectWithToast(request, here, w.changed);
      },
      { form },
    );
  }
  return submitForm(
    request,
    inviteGuestSchema,
    async (input) => {
      const { token, host } = await inviteGuest(actor, { problemId, ...input });
      return shown(token, host, input.contact);
    },
    { form },
  );
}

export default function Guests() {
  const w = useWords(guestsWords);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        marks={<span className="text-sm text-muted tabular-nums">{page.number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{page.title}</p>
            <p>{w.lead}</p>
            {page.anonymous && <p>{w.anonymousLead}</p>}
          </>
        }
        back={{ to: paths.problem(page.id), label: page.number }}
      />
      <GuestList
        guests={page.guests}
        timeZone={page.timeZone}
        mayInvite
        layers={{ agreementRequired: page.agreementRequired }}
      />
    </>
  );
}
