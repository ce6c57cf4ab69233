import { useRouteLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { OfflinePage } from "#app/components/outbox/offline-page.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";

export const meta = pageTitle(outboxWords, (w) => w.offline.title);

/** Nothing of anybody: devices keep this page, and fill it from what they keep. */
export const loader = () => ({});

/** Shown by the service worker in place of any page that can't be had. */
export default function Offline() {
  const w = useWords(outboxWords).offline;
  const frame = useRouteLoaderData<{ person: { id: string } | null }>("root");
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} />
      <OfflinePage personId={frame?.person?.id ?? null} />
    </>
  );
}
