import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { UserRoundCheck } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { DiagnosisTodos } from "#app/components/diagnosis/diagnosis-todos.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadOwnActivityStays } from "#app/modules/activities/queries-guests.server.ts";
import { signGuestAgreement } from "#app/modules/problems/invite-guest.server.ts";
import { loadOwnStays } from "#app/modules/problems/queries-guests.server.ts";
import { guestSchema } from "#app/modules/problems/schema.ts";
import { diagnosisTodo } from "#app/modules/solving/diagnosis/queries-home.server.ts";
import { guestsWords } from "#app/words/guests.ts";

export const meta = pageTitle(guestsWords, (w) => w.home);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const [stays, activities, diagnoses] = await Promise.all([
    loadOwnStays(actor),
    loadOwnActivityStays(actor),
    diagnosisTodo(actor),
  ]);
  return { stays, activities, diagnoses };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, guestSchema, async ({ guestId }) => {
    await signGuestAgreement(actor, guestId);
    return redirectWithToast(request, paths.guest(), words(guestsWords, actor.locale).signedToast);
  });
}

/** What an expert from outside is invited to. */
export default function Guest() {
  const w = useWords(guestsWords);
  const { stays, activities, diagnoses } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult() });
  return (
    <>
      <PageHeader title={w.home} lead={stays.length > 0 && w.homeLead} />
      <DiagnosisTodos todos={diagnoses} />
      {activities.length > 0 && (
        <Section title={w.homeActivities}>
          <ul className="max-w-reading divide-y divide-line border-y border-line">
            {activities.map((one) => (
              <li key={one.id} className="py-4">
                <Link to={paths.activity(one.id)} className="font-medium wrap-anywhere hover:underline">
                  {one.topic}
                </Link>
                <p className="mt-1.5 flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
                  <span>{formatDate(one.startsAt, one.timeZone)}</span>
                  <span>{one.alliance}</span>
                  {one.until && <span>{w.untilDay(formatDate(lastMomentOf(one.until), one.timeZone))}</span>}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ErrorSummary form={form} />
      {stays.length === 0 ? (
        activities.length === 0 && (
          <EmptyState icon={UserRoundCheck} title={w.homeNone}>
            {w.homeNoneLead}
          </EmptyState>
        )
      ) : (
        <ul className="max-w-reading divide-y divide-line border-y border-line">
          {stays.map((stay) => (
            <Stay key={stay.id} stay={stay} />
          ))}
        </ul>
      )}
    </>
  );
}

function Stay({ stay }: { stay: ReturnType<typeof useLoaderData<typeof loader>>["stays"][number] }) {
  const w = useWords(guestsWords);
  const { problem } = stay;
  const sending = useSending();
  return (
    <li className="py-4">
      <Link to={paths.problem(problem.id)} prefetch="intent" className="font-medium wrap-anywhere hover:underline">
        {problem.title}
      </Link>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className="tabular-nums">{problem.number}</span>
        <StateChip state={problem.state} partial={problem.partial} />
        {stay.enterprise && <Organisation name={stay.enterprise} />}
        <span className="tabular-nums">{w.untilDay(formatDate(lastMomentOf(stay.until), stay.timeZone))}</span>
        <span className="flex items-center gap-1.5">
          {w.yourLayer}
          <LayerTag layer={stay.reads} />
        </span>
        {stay.signedAt && <span className="tabular-nums">{w.signed(formatDate(stay.signedAt, stay.timeZone))}</span>}
      </p>
      {stay.toSign && (
        <Form method="post" className="mt-3 rounded-md border border-line p-4">
          <input type="hidden" name="guestId" value={stay.id} />
          <h2 className="font-medium">{w.agreement}</h2>
          <p className="mt-1 text-sm text-muted">{w.toSignLead}</p>
          <p className="prose-plain my-3">{w.agreementText}</p>
          <p className="mb-3 text-sm text-muted">{w.signSure}</p>
          <Button loading={sending}>{w.sign}</Button>
        </Form>
      )}
    </li>
  );
}
