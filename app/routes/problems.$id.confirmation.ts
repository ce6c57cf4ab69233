import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readCode } from "#app/modules/equipment/rules.ts";
import { withdrawConfirmation } from "#app/modules/problems/confirm-problem.server.ts";
import { withdrawConfirmationSchema } from "#app/modules/problems/confirm-schema.ts";
import { equipmentWords } from "#app/words/equipment.ts";

/** Nothing of its own to read: the problem's page shows it. */
export const loader = ({ params }: LoaderFunctionArgs) => redirect(paths.problem(uuidParam(params.id)));

/** Takes the own "mine has it too" back, and leads to where that was pressed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(equipmentWords, actor.locale);
  return submitForm(
    request,
    withdrawConfirmationSchema,
    async ({ machine }) => {
      const gone = await withdrawConfirmation(actor, id);
      const code = readCode(machine);
      const to = code ? paths.machine(code) : paths.problem(id);
      return redirectWithToast(request, to, gone ? w.also.takenBack : w.also.nothingToTakeBack);
    },
    { form: await readForm(request) },
  );
}
