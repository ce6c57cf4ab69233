import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { vocabularyCsv } from "#app/modules/knowledge/queries-vocabulary.server.ts";

/** The synonyms as a file for a spreadsheet. */
export async function loader({ request }: LoaderFunctionArgs) {
  return new Response(await vocabularyCsv(await requireActor(request)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="synonyms.csv"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
