import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { submitForm } from "#app/lib/http/form.server.ts";
import { textParam } from "#app/lib/http/params.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { searchInvitees } from "./invitees.server.ts";

/**
 * A form that looks people up before it is sent: its button `find` answers with those found by `q` and those ticked
 * already, and so does a refusal, so that nobody ticked is lost. All that was typed comes back. `may` throws for who
 * may not invite: the list is not theirs. Errors: not_found, forbidden
 */
export async function formWithInvitees<S extends z.ZodType>(
  request: Request,
  schema: S,
  { actor, problemId, form, may }: { actor: Actor; problemId: string; form: FormData; may(): Promise<unknown> },
  run: (value: z.output<S>) => Promise<Response>,
) {
  const people = async () => {
    await may();
    const q = textParam(String(form.get("q") ?? ""), 60);
    return searchInvitees(actor, problemId, { q, chosen: form.getAll("invite").map(String) });
  };
  if (form.has("find")) {
    form.delete("find");
    const result = parseWithZod(form, { schema }).reply();
    return data({ result: { ...result, error: undefined }, invitees: await people() });
  }
  const answer = await submitForm(request, schema, run, { form });
  if (answer instanceof Response || answer.init?.status === 403) return answer;
  return data({ ...answer.data, invitees: await people() }, answer.init ?? undefined);
}
