import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Check, Download } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { retireTemplate, takeTemplate } from "#app/modules/awards/dossier/change-templates.server.ts";
import type { Place } from "#app/modules/awards/dossier/form-places.ts";
import { loadTemplate } from "#app/modules/awards/dossier/queries-templates.server.ts";
import { stepSchema } from "#app/modules/awards/dossier/schema.ts";
import { dossierWords } from "#app/words/dossier.ts";

export const meta = pageTitle(dossierWords, (w, data: { name?: string }) => data.name ?? w.templates.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadTemplate(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(dossierWords, actor.locale).templates;
  switch (intentOf(form)) {
    case "take":
      return submitForm(
        request,
        stepSchema,
        async () => {
          await takeTemplate(actor, id);
          return redirectWithToast(request, awardPaths.dossierTemplates(), w.taken);
        },
        { form },
      );
    case "retire":
      return submitForm(
        request,
        stepSchema,
        async () => {
          await retireTemplate(actor, id);
          return redirectWithToast(request, awardPaths.dossierTemplates(), w.retiredDone);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export default function Template() {
  const w = useWords(dossierWords).templates;
  const page = useLoaderData<typeof loader>();
  const state = page.retiredAt ? w.retired : page.takenAt ? w.inUse : w.tried;
  return (
    <>
      <PageHeader title={page.name} back={{ to: awardPaths.dossierTemplates(), label: w.title }} />
      <FactsTable
        facts={[
          { label: w.kindLabel, value: w.kind[page.kind] },
          { label: w.stateLabel, value: state },
          { label: w.union, value: page.union },
          { label: w.uploadedAt, value: <DayTime at={page.uploadedAt} timeZone={page.timeZone} /> },
          { label: w.found, value: w.foundCount(page.fields.length) },
        ]}
      />
      <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <a href={awardPaths.templateFile(page.id)} download className={buttonLook("secondary")}>
          <Download aria-hidden="true" className="size-4" />
          {w.original}
        </a>
        <span className="text-sm text-muted">{w.originalHint}</span>
      </p>
      <div className="mt-6 max-w-reading space-y-4">
        <Faults />
      </div>
      {!page.retiredAt && <Steps />}
      {page.trial.length > 0 && (
        <Section
          title={w.trial}
          hint={w.trialHint}
          aside={
            <a href={awardPaths.templateTrial(page.id)} download className={buttonLook("secondary", "small")}>
              {w.trialFile}
            </a>
          }
        >
          <div
            className="max-h-[32rem] overflow-auto rounded-md border border-line"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
            tabIndex={0}
            role="region"
            aria-label={w.trialCaption}
          >
            <table className="w-full border-collapse text-dense">
              <caption className="sr-only">{w.trialCaption}</caption>
              <tbody>
                {page.trial.map((row, n) => (
                  <tr key={n} className="border-b border-line last:border-b-0">
                    {row.map((cell, m) => (
                      <td
                        key={m}
                        colSpan={m === row.length - 1 ? 14 - m : 1}
                        className="min-w-20 px-3 py-1.5 align-top whitespace-pre-line wrap-anywhere"
                      >
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </>
  );
}

function Faults() {
  const w = useWords(dossierWords).templates;
  const page = useLoaderData<typeof loader>();
  const faultOf = (code: string): string => w.fault[code as keyof typeof w.fault] ?? w.fault.other;
  return (
    <>
      {page.faults.length > 0 && (
        <Notice kind="error" title={w.faults}>
          <ul className="list-disc pl-5">
            {page.faults.map((one) => (
              <li key={`${one.code} ${one.field} ${JSON.stringify(one.place)}`}>
                {faultOf(one.code)}
                {one.field && <code className="ml-2">{`{${one.field}}`}</code>}
                <Where place={one.place} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {page.noRow && <Notice kind="error" title={w.noRow} />}
      {page.unknown.length > 0 && (
        <Notice kind="warning" title={w.unknown}>
          <p>{w.unknownHint}</p>
          <ul className="mt-1 list-disc pl-5">
            {page.unknown.map((one) => (
              <li key={one.field}>
                <code>{`{${one.field}}`}</code>
                <Where place={one.place} />
                {one.suggestions.length > 0 && (
                  <>
                    {" "}
                    {w.meant}{" "}
                    {one.suggestions.map((name) => (
                      <code key={name} className="mr-2">{`{${name.split("/").at(-1)}}`}</code>
                    ))}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {page.wide.length > 0 && (
        <Notice kind="warning" title={w.wide}>
          <p>{w.wideHint}</p>
          <p>{page.wide.join("  ")}</p>
        </Notice>
      )}
      <p>
        <Link to={awardPaths.templateFields()} className="link">
          {w.fields}
        </Link>
      </p>
    </>
  );
}

/** Where in the template it stands, with the text around it. */
function Where({ place }: { place: Place | null }) {
  const w = useWords(dossierWords).templates.place;
  if (!place) return null;
  const where =
    "cell" in place
      ? w.cell(place.sheet, place.cell)
      : place.table !== null && place.row !== null
        ? `${w.part[place.part]} · ${w.row(place.table, place.row)}`
        : w.part[place.part];
  return (
    <span className="block text-sm text-muted wrap-anywhere">
      {where} {place.near && w.near(place.near)}
    </span>
  );
}

function Steps() {
  const w = useWords(dossierWords).templates;
  const page = useLoaderData<typeof loader>();
  const sending = useSending("take");
  const result = useResult();
  return (
    <div className="mt-6 space-y-4">
      <ErrorSummary errors={result?.error ?? undefined} />
      <div className="flex flex-wrap items-start gap-4">
        {page.usable && !page.takenAt && (
          <Form method="post" className="space-y-1">
            <input type="hidden" name="intent" value="take" />
            <Button size="large" icon={Check} loading={sending}>
              {w.take}
            </Button>
            <p className="max-w-reading text-sm text-muted">{w.takeHint}</p>
          </Form>
        )}
        <Form method="post">
          <input type="hidden" name="intent" value="retire" />
          <ConfirmButton label={w.retire} question={w.retireSure} variant="quiet" />
        </Form>
      </div>
    </div>
  );
}
