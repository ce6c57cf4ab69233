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
import { loadContributors } from "#app/modules/achievements/achievement/queries-contributors.server.ts";
import { shareAchievement } from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { SHARES_MAX } from "#app/modules/achievements/shares/limits.ts";
import { typedShares } from "#app/modules/achievements/shares/rules.ts";
import { sharesSchema } from "#app/modules/achievements/shares/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { sharesWords } from "#app/words/shares.ts";

export const meta = pageTitle(achievementWords, (w, page: { title: string }) => `${w.people} · ${page.title}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { contributors, ...page } = await loadContributors(actor, uuidParam(params.id));
  return { ...page, lines: typedShares(contributors) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, sharesSchema, async (input) => {
    await shareAchievement(actor, id, input);
    return redirectWithToast(request, paths.achievement(id), words(sharesWords, actor.locale).done);
  });
}

export default function Contributors() {
  const { id, title, ...page } = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  return (
    <SharesPage {...page} max={SHARES_MAX} title={w.people} of={{ title, to: paths.achievement(id), label: w.title }} />
  );
}
