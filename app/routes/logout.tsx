import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "#app/lib/paths.ts";
import { closeSession } from "#app/modules/accounts/session.server.ts";

/** Signing out changes something, so it is never done by following a link. */
export const loader = () => redirect(paths.home());

export async function action({ request }: ActionFunctionArgs) {
  return redirect(paths.login(), { headers: { "Set-Cookie": await closeSession(request) } });
}
