import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { DomainError } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { oneOf } from "#app/lib/http/params.ts";
import { safeReturnTo } from "#app/lib/http/return-to.ts";
import { choiceCookie } from "#app/lib/http/session-cookie.server.ts";
import { paths } from "#app/lib/paths.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { savePreference } from "#app/modules/accounts/own-account.server.ts";

export const loader = () => redirect(paths.home());

/** Remembers light, dark, or as the system has it. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request);
  const theme = oneOf(String(form.get("theme")), ["system", "light", "dark"]);
  if (!theme) throw new DomainError("bad_request");
  const actor = await getActor(request);
  if (actor) await savePreference(actor, { theme });
  return redirect(safeReturnTo(form.get("returnTo")), {
    headers: { "Set-Cookie": choiceCookie(request, "theme", theme) },
  });
}
