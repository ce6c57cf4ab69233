import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { useActivityLabel } from "#app/components/activities/activity-chip.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { When } from "#app/components/activities/when.tsx";
import { QrCode } from "#app/components/facts/qr-code.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadSheet } from "#app/modules/activities/show-code.server.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.gate.sheet);

/** Lines that are always free for those nobody expected. */
const FREE_LINES = 12;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { code, ...sheet } = await loadSheet(await requireActor(request), uuidParam(params.id));
  const base = runtimeFacts().publicUrl ?? new URL(request.url).origin;
  return { ...sheet, qr: code ? qrPath(base + paths.activitySignIn(sheet.id, code)) : null };
}

export default function Sheet() {
  const w = useWords(activityWorkWords).gate;
  const a = useWords(activitiesWords);
  const c = useWords(commonWords);
  const sheet = useLoaderData<typeof loader>();
  const label = useActivityLabel()(sheet);
  const lines = [
    ...sheet.people,
    ...Array.from({ length: FREE_LINES }, (_, n) => ({ id: `free-${n}`, name: "", unit: "", post: "" })),
  ];
  return (
    <>
      <div className="no-print">
        <ActivityHeader activity={sheet} title={w.sheet} actions={<PrintButton />} />
      </div>
      <section className="sign-in-sheet" aria-label={w.sheet}>
        <div className="mb-3 flex items-end justify-between gap-4">
          <div className="min-w-0">
            <p className="text-lg font-semibold wrap-anywhere">{sheet.allianceName}</p>
            <p className="font-semibold">{label}</p>
            <p className="wrap-anywhere">{sheet.topic}</p>
            <p className="text-sm">
              <When startsAt={sheet.startsAt} endsAt={sheet.endsAt} timeZone={sheet.timeZone} />
            </p>
            <p className="text-sm wrap-anywhere">
              {[
                sheet.hostName && c.labelled(a.field.host, sheet.hostName),
                sheet.place && c.labelled(a.field.place, sheet.place),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          {sheet.qr && (
            <div className="shrink-0 text-center text-xs">
              <QrCode code={sheet.qr} label={w.codeLabel} className="size-28" />
              {w.sheetCode}
            </div>
          )}
        </div>
        <table>
          <caption className="sr-only">{w.sheet}</caption>
          <thead>
            <tr>
              {[w.no, w.name, w.unit, w.post, w.phone, w.signature].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((one, n) => (
              <tr key={one.id}>
                <td className="tabular-nums">{n + 1}</td>
                <td>{one.name}</td>
                <td>{one.unit}</td>
                <td>{one.post}</td>
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
