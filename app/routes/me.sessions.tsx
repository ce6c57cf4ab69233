import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { DayTime, TimeAgo } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { deviceName } from "#app/modules/accounts/device-name.ts";
import { endOwnSessions, listOwnSessions } from "#app/modules/accounts/own-account.server.ts";
import { endSessionSchema } from "#app/modules/accounts/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.sessions.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const sessions = await listOwnSessions(actor, request);
  return { sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, device: deviceName(userAgent) })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, endSessionSchema, async ({ key }) => {
    await endOwnSessions(actor, request, key === "others" ? "others" : { key });
    return redirectWithToast(request, paths.mySessions(), words(accountsWords, actor.locale).sessions.ended);
  });
}

export default function Sessions() {
  const w = useWords(accountsWords);
  const { sessions } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult() });
  const others = sessions.filter((session) => !session.here);
  return (
    <>
      <PageHeader title={w.sessions.title} lead={w.sessions.lead} back={{ to: paths.me(), label: w.me.title }} />
      <ErrorSummary form={form} />
      <ul className="max-w-form divide-y divide-line border-y border-line">
        {sessions.map((session) => (
          <li key={session.key} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <div>
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {session.device || w.sessions.unknownDevice}
                {session.here && <Chip tone="done">{w.sessions.here}</Chip>}
              </p>
              <p className="text-sm text-muted tabular-nums">
                {w.sessions.signedInAt} <DayTime at={session.createdAt} /> · {w.sessions.lastSeen}{" "}
                <TimeAgo at={session.lastSeenAt} />
                {session.address && <> · {session.address}</>}
              </p>
            </div>
            {!session.here && (
              <Form method="post">
                <input type="hidden" name="key" value={session.key} />
                <Button variant="secondary" size="small">
                  {w.sessions.end}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {others.length === 0 ? (
        <p className="mt-4 text-muted">{w.sessions.none}</p>
      ) : (
        <Form method="post" className="mt-6">
          <input type="hidden" name="key" value="others" />
          <Button variant="secondary">{w.sessions.endOthers}</Button>
        </Form>
      )}
    </>
  );
}
