import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { FactRecords } from "#app/components/awards/fact-records.tsx";
import { SubjectLine } from "#app/components/awards/subject-line.tsx";
import { EvidenceLink } from "#app/components/facts/evidence-link.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { useAnswer } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { declareConflict } from "#app/modules/awards/panel/declare-conflict.server.ts";
import { loadSheet } from "#app/modules/awards/panel/queries-judge.server.ts";
import { declareSchema, reopenSchema, settleSchema, sheetSchema } from "#app/modules/awards/panel/schema.ts";
import { reopenSheets, settleSpread } from "#app/modules/awards/scores/lead-panel.server.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { panelWords } from "#app/words/panel.ts";
import { Conflict, Leading } from "./forms.tsx";
import { Sheet } from "./sheet.tsx";

export const meta = pageTitle(panelWords, (w, page: { title: string }) => `${w.sheet} · ${page.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadSheet(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(panelWords, actor.locale);
  const intent = intentOf(form);
  switch (intent) {
    case "sheet": {
      const submit = form.get("then") === "submit";
      return submitForm(
        request,
        sheetSchema,
        async (input) => {
          const { roundId } = await saveSheet(actor, id, { ...input, submit });
          return redirectWithToast(
            request,
            submit ? awardPaths.judgeRound(roundId) : awardPaths.scoreSheet(id),
            submit ? w.submitted : w.saved,
          );
        },
        { form },
      );
    }
    case "conflict":
      return submitForm(
        request,
        declareSchema,
        async (input) => {
          const { roundId } = await declareConflict(actor, id, input);
          return redirectWithToast(request, awardPaths.judgeRound(roundId), w.declared);
        },
        { form },
      );
    case "reopen":
      return submitForm(
        request,
        reopenSchema,
        (input) =>
          reopenSheets(actor, id, input).then(() => redirectWithToast(request, awardPaths.scoreSheet(id), w.reopened)),
        { form },
      );
    case "settle":
      return submitForm(
        request,
        settleSchema,
        (input) =>
          settleSpread(actor, id, input).then(() => redirectWithToast(request, awardPaths.scoreSheet(id), w.settled)),
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** One application before a judge: what it says, what it rests on, and the own sheet. */
export default function ScoreSheet() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(panelWords);
  const named = useNamed();
  const { texts } = page;
  // Kept here: the sheet is made anew when its version changes, and what was typed must not go with the old one.
  const answer = useAnswer("sheet");
  return (
    <>
      <PageHeader
        title={page.title}
        lead={<SubjectLine people={page.people} units={page.units} />}
        back={{ to: awardPaths.judgeRound(page.round.id), label: named(page.round) }}
      />
      <div className="gap-10 xl:grid xl:grid-cols-2">
        <div className="min-w-0">
          {texts && (
            <Section title={w.textsTitle}>
              <FactsTable
                facts={[
                  { label: w.completedOn, value: texts.completedOn },
                  ...(["summary", "innovation", "application", "social"] as const).map(
                    (key) =>
                      texts[key] !== "" && {
                        label: w.texts[key],
                        value: <span className="prose-plain">{texts[key]}</span>,
                      },
                  ),
                ]}
              />
            </Section>
          )}
          <Section title={w.factsTitle}>
            {Object.keys(page.facts).length === 0 ? (
              <p className="text-muted">{w.noFact}</p>
            ) : (
              <FactRecords facts={page.facts} />
            )}
          </Section>
          <Section title={w.files}>
            {page.files.length === 0 ? (
              <p className="text-muted">{w.filesNone}</p>
            ) : (
              <ul className="space-y-2">
                {page.files.map((file) => (
                  <li key={file.id}>
                    <EvidenceLink href={paths.filePreview(file.id)} name={file.fileName} bytes={file.size} />
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </div>
        <div className="mt-8 min-w-0 xl:mt-0">
          <Sheet key={page.sheet.version} page={page} answer={answer} />
          {page.lead && <Leading page={page} lead={page.lead} />}
          {!page.closed && <Conflict />}
        </div>
      </div>
    </>
  );
}
