import type { LoaderFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { fileAnswer } from "#app/lib/http/file-answer.ts";
import { oneOf } from "#app/lib/http/params.ts";
import { words } from "#app/lib/i18n.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { officeIds } from "#app/modules/awards/dossier/policy.ts";
import { shippedTemplate } from "#app/modules/awards/dossier/templates.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";

const SUBJECTS = { form: "ACHIEVEMENT", studio: "STUDIO", person: "PERSON", summary: "ACHIEVEMENT" } as const;

/** A template that ships, for officers to change and put back. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const kind = oneOf(params.kind ?? null, ["form", "studio", "person", "summary"]);
  if (!kind || officeIds(actor).length === 0) throw notFound();
  const sheet = kind === "summary";
  const bytes = await shippedTemplate(sheet ? "SUMMARY" : "FORM", SUBJECTS[kind]);
  return fileAnswer(bytes, words(dossierPaperWords, actor.locale).file.shipped[kind], sheet ? "xlsx" : "docx");
}
