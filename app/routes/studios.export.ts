import type { LoaderFunctionArgs } from "@remix-run/node";
import { formatDate } from "#app/lib/format.ts";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { words } from "#app/lib/i18n.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { STUDIO_LEVELS } from "#app/modules/alliances/kinds.ts";
import { exportStudios } from "#app/modules/studios/export-studios.server.ts";
import { STUDIO_STATES } from "#app/modules/studios/lifecycle.ts";
import { DUE_FILTERS } from "#app/modules/studios/rules.ts";
import { studiosWords } from "#app/words/studios.ts";

/** The list of studios as a workbook, with the filters of the page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const file = await exportStudios(actor, {
    q: textParam(query.get("q")),
    state: oneOf(query.get("state"), STUDIO_STATES),
    level: oneOf(query.get("level"), STUDIO_LEVELS),
    due: oneOf(query.get("due"), DUE_FILTERS),
  });
  const name = `${words(studiosWords, actor.locale).sheet.name}-${formatDate(actor.now)}.xlsx`;
  return new Response(new Uint8Array(file), {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="studios.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
