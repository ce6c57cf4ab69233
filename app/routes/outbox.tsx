import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DevicePage } from "#app/components/outbox/device-page.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { commonWords } from "#app/words/common.ts";
import { outboxWords } from "#app/words/outbox.ts";

export const meta = pageTitle(outboxWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request);
  return { personId };
}

/** What waits on this device, and what has become of it. */
export default function OutboxPage() {
  const w = useWords(outboxWords);
  const c = useWords(commonWords);
  const { personId } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.me(), label: c.me }} />
      <DevicePage personId={personId} />
    </>
  );
}
