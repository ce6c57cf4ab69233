import type { LoaderFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { oneOf, uuidParam } from "#app/lib/http/params.ts";
import { words } from "#app/lib/i18n.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { LISTED } from "#app/modules/figures/measures.ts";
import { readPeriod } from "#app/modules/figures/periods.ts";
import { loadDashboard } from "#app/modules/figures/queries-dashboard.server.ts";
import { wholeFigureList } from "#app/modules/figures/queries-list.server.ts";
import { loadReport } from "#app/modules/figures/queries-reports.server.ts";
import { figuresWorkbook, listWorkbook } from "#app/modules/figures/workbook.server.ts";
import { figureListsWords } from "#app/words/figure-lists.ts";
import { figureReportsWords } from "#app/words/figure-reports.ts";
import { figuresWords } from "#app/words/figures.ts";

/** As a workbook: `?report=ID` a report, `?list=MEASURE` what a figure is made of, else the dashboard asked for. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const w = words(figuresWords, actor.locale);
  const scope = query.get("scope");
  const period = readPeriod(query, formatDate(actor.now).slice(0, 7));
  if (query.has("report")) {
    const { content, report } = await loadReport(actor, uuidParam(query.get("report") ?? ""));
    const file = await figuresWorkbook(content, actor.locale);
    return workbook(file, words(figureReportsWords, actor.locale).reportName(content.scope.name, report.period));
  }
  if (query.has("list")) {
    const measure = oneOf(query.get("list"), LISTED);
    if (!measure) throw notFound();
    const { rows, cut } = await wholeFigureList(actor, { scope, measure, period, after: null });
    const l = words(figureListsWords, actor.locale);
    const title = l.listTitle({ ...w.measure, ...w.listed }[measure]);
    // A list that breaks off says so wherever the file goes.
    return workbook(await listWorkbook(rows, actor.locale), cut ? l.firstRows(title, String(rows.length)) : title);
  }
  const view = await loadDashboard(actor, { scope, period });
  return workbook(await figuresWorkbook(view, actor.locale), w.titleOf(view.scope.name));
}

const workbook = (file: Uint8Array, name: string): Response =>
  new Response(Buffer.from(file), {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="figures.xlsx"; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
