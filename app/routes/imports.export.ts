import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { formatDate } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { exportCsv, exportXlsx } from "#app/modules/ledgers/export-ledger.server.ts";
import { ledgersWords } from "#app/words/ledgers.ts";

/** The ledger of the problems the person may read: `?format=csv`, else a workbook. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const csv = new URL(request.url).searchParams.get("format") === "csv";
  const name = `${words(ledgersWords, actor.locale).sheet.name}-${formatDate(actor.now)}.${csv ? "csv" : "xlsx"}`;
  return new Response(createReadableStreamFromReadable(csv ? exportCsv(actor) : exportXlsx(actor)), {
    headers: {
      "Content-Type": csv
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="problems.${csv ? "csv" : "xlsx"}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
