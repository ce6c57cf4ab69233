import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { pauseMail } from "#app/modules/notifications/change-preferences.server.ts";
import { mailIsPaused } from "#app/modules/notifications/queries-choices.server.ts";
import { personOfToken } from "#app/modules/notifications/unsubscribe-token.server.ts";
import { noticeChoicesWords } from "#app/words/notice-choices.ts";

export const meta = pageTitle(noticeChoicesWords, (w) => w.stopTitle);

/** Looking changes nothing: programs that check links in mails look at them all. */
export async function loader({ params }: LoaderFunctionArgs) {
  const personId = personOfToken(params.token);
  return { paused: personId ? await mailIsPaused(personId) : null };
}

/** One press, or a mail program's own button (RFC 8058), which posts "List-Unsubscribe=One-Click" and reads no answer. */
export async function action({ request, params }: ActionFunctionArgs) {
  const personId = personOfToken(params.token);
  if (!personId || (await mailIsPaused(personId)) === null) throw new DomainError("not_found");
  const resumes = intentOf(await readForm(request)) === "resume";
  await pauseMail(personId, !resumes);
  return { done: true };
}

export default function Unsubscribe() {
  const w = useWords(noticeChoicesWords);
  const { paused } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>()?.done;
  const sending = useSending();
  return (
    <>
      <PageHeader title={w.stopTitle} lead={paused === false ? w.stopLead : undefined} />
      <FormColumn>
        {paused === null && <Notice kind="warning">{w.badLink}</Notice>}
        {paused === true && (
          <Notice kind="success" live={done}>
            {w.stopped}
          </Notice>
        )}
        {paused === false && done && (
          <Notice kind="success" live>
            {w.receiving}
          </Notice>
        )}
        {paused !== null && (
          <Form method="post" className="flex flex-wrap gap-2">
            <input type="hidden" name="intent" value={paused ? "resume" : "stop"} />
            <Button variant={paused ? "secondary" : "primary"} loading={sending}>
              {paused ? w.resume : w.stop}
            </Button>
            <LinkButton to={paths.myNotices()} variant="quiet">
              {w.settings}
            </LinkButton>
          </Form>
        )}
      </FormColumn>
    </>
  );
}
