import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SharesPage } from "#app/components/form/shares-page.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadShares } from "#app/modules/achievements/benefit/queries.server.ts";
import { shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { SHARES_MAX } from "#app/modules/achievements/shares/limits.ts";
import { typedShares } from "#app/modules/achievements/shares/rules.ts";
import { sharesSchema } from "#app/modules/achievements/shares/schema.ts";
import { sharesWords } from "#app/words/shares.ts";

export const meta = pageTitle(sharesWords, (w) => w.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { shares, ...page } = await loadShares(actor, uuidParam(params.id));
  return { ...page, lines: typedShares(shares) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, sharesSchema, async (input) => {
    await shareBenefit(actor, id, input);
    return redirectWithToast(request, paths.benefit(id), words(sharesWords, actor.locale).done);
  });
}

export default function Shares() {
  const { id, fix, ...page } = useLoaderData<typeof loader>();
  const w = useWords(sharesWords);
  return (
    <SharesPage
      {...page}
      max={SHARES_MAX}
      title={w.title}
      of={{ title: fix.title, to: paths.benefit(id), label: fix.number }}
    />
  );
}
