import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { DomainError } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { safeReturnTo } from "#app/lib/http/return-to.ts";
import { choiceCookie } from "#app/lib/http/session-cookie.server.ts";
import { isLocale } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { savePreference } from "#app/modules/accounts/own-account.server.ts";

export const loader = () => redirect(paths.home());

/** Remembers the language: with the account, and in this browser for when nobody is signed in. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request);
  const locale = form.get("locale");
  if (!isLocale(locale)) throw new DomainError("bad_request");
  const actor = await getActor(request);
  if (actor) await savePreference(actor, { locale });
  return redirect(safeReturnTo(form.get("returnTo")), {
    headers: { "Set-Cookie": choiceCookie(request, "locale", locale) },
  });
}
