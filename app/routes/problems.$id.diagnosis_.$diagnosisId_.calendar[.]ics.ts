import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { paths } from "#app/lib/paths.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { calendarFile } from "#app/modules/solving/diagnosis/calendar-file.server.ts";

/** The fixed time for one's own calendar, for those who come. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const address = { problemId: uuidParam(params.id), diagnosisId: uuidParam(params.diagnosisId) };
  const origin = runtimeFacts().publicUrl ?? new URL(request.url).origin;
  const { name, text } = await calendarFile(actor, {
    ...address,
    url: origin + paths.diagnosis(address.problemId, address.diagnosisId),
  });
  return new Response(text, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
