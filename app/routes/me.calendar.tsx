import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { CalendarPlus } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { OneTimeLink } from "#app/components/people/one-time-link.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { calendarFeedOf, makeCalendarFeed, removeCalendarFeed } from "#app/modules/activities/calendar-feed.server.ts";
import { activitiesWords } from "#app/words/activities.ts";

export const meta = pageTitle(activitiesWords, (w) => w.calendar.title);

export const loader = async ({ request }: LoaderFunctionArgs) => ({
  feed: await calendarFeedOf(await requireActor(request)),
});

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  switch (intentOf(await readForm(request))) {
    case "make": {
      const token = await makeCalendarFeed(actor);
      const base = runtimeFacts().publicUrl ?? new URL(request.url).origin;
      return data({ address: base + paths.calendarFeed(token) }, { headers: { "Cache-Control": "no-store" } });
    }
    case "remove":
      await removeCalendarFeed(actor);
      return redirectWithToast(request, paths.myCalendar(), words(activitiesWords, actor.locale).calendar.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export default function MyCalendar() {
  const w = useWords(activitiesWords);
  const { feed } = useLoaderData<typeof loader>();
  const made = useActionData<{ address?: string }>()?.address;
  return (
    <>
      <PageHeader title={w.calendar.title} lead={w.calendar.lead} back={{ to: paths.activities(), label: w.title }} />
      {made && <OneTimeLink title={w.calendar.made} hint={w.calendar.madeHint} href={made} />}
      <p className="mb-4">{feed ? w.calendar.since(formatDate(feed.createdAt)) : w.calendar.none}</p>
      <div className="flex flex-wrap items-start gap-3">
        <Form method="post">
          <Button
            name="intent"
            value="make"
            variant={feed ? "secondary" : "primary"}
            icon={CalendarPlus}
            loading={useSending("make")}
          >
            {feed ? w.calendar.again : w.calendar.make}
          </Button>
        </Form>
        {feed && (
          <Form method="post">
            <input type="hidden" name="intent" value="remove" />
            <ConfirmButton label={w.calendar.remove} question={w.calendar.removeSure} variant="quiet" />
          </Form>
        )}
      </div>
    </>
  );
}
