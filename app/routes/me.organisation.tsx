import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { readForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { switchOrganisation } from "#app/modules/accounts/own-account.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const loader = () => redirect(paths.me());

/** Turns home to another of one's organisations. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidField((await readForm(request)).get("organisationId"));
  await switchOrganisation(actor, request, id);
  const name = actor.standings.find((s) => s.organisationId === id)?.organisationName ?? "";
  return redirectWithToast(request, paths.home(), words(accountsWords, actor.locale).me.switched(name));
}
