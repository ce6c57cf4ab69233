import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Link, useLoaderData, useRevalidator } from "@remix-run/react";
import { RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { QrCode } from "#app/components/facts/qr-code.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadScreenCode } from "#app/modules/activities/show-code.server.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.gate.code);

/** How often the screen asks for the newest code and the count. */
const SECONDS = 60;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { code, ...activity } = await loadScreenCode(await requireActor(request), uuidParam(params.id));
  const base = runtimeFacts().publicUrl ?? new URL(request.url).origin;
  const url = code && base + paths.activitySignIn(activity.id, code);
  return data({ ...activity, url, qr: url ? qrPath(url) : null });
}

/** A screen without script shows the newest code too. */
export const headers = () => ({ Refresh: String(SECONDS) });

export default function SignInCode() {
  const w = useWords(activityWorkWords).gate;
  const a = useWords(activitiesWords);
  const page = useLoaderData<typeof loader>();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(revalidate, SECONDS * 1000);
    return () => clearInterval(timer);
  }, [revalidate]);
  return (
    <>
      <ActivityHeader activity={page} title={w.code} lead={w.codeLead} />
      {page.qr && page.url ? (
        <div className="mx-auto flex max-w-md flex-col items-center gap-4 text-center">
          <QrCode code={page.qr} label={w.codeLabel} className="w-full max-w-96 rounded-md border border-line" />
          <p className="text-2xl font-semibold tabular-nums" role="status">
            {w.count(page.named)}
          </p>
          <p className="text-sm text-muted">
            {w.codeWords}
            <br />
            <span className="font-mono break-all select-all">{page.url}</span>
          </p>
          <LinkButton to="." reloadDocument icon={RefreshCw}>
            {w.refresh}
          </LinkButton>
        </div>
      ) : (
        <Notice kind="warning">{w.codeClosed}</Notice>
      )}
      <p className="mt-6">
        <Link to={paths.activityAction(page.id, "attendance")} className="link">
          {a.do.attendance}
        </Link>
      </p>
    </>
  );
}
