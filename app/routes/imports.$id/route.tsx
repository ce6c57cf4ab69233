import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { oneOf, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { confirmImport } from "#app/modules/ledgers/confirm-import.server.ts";
import { correctFirms } from "#app/modules/ledgers/correct-firms.server.ts";
import { correctReading, readAgain } from "#app/modules/ledgers/correct-reading.server.ts";
import { discardImport } from "#app/modules/ledgers/discard-import.server.ts";
import { loadImport, loadImportRows } from "#app/modules/ledgers/queries.server.ts";
import { ROW_STATES } from "#app/modules/ledgers/row-states.ts";
import { ISSUE_CODES } from "#app/modules/ledgers/rows.ts";
import { firmsSchema, readingSchema, stepSchema } from "#app/modules/ledgers/schema.ts";
import { undoImport } from "#app/modules/ledgers/undo-import.server.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { Interrupted } from "./interrupted.tsx";
import { Preview } from "./preview.tsx";
import { Report } from "./report.tsx";
import { Running } from "./running.tsx";

export const meta = pageTitle(ledgersWords, (w, data: { run?: { fileName: string } }) => data.run?.fileName ?? w.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const query = new URL(request.url).searchParams;
  const filter = { state: oneOf(query.get("state"), ROW_STATES), issue: oneOf(query.get("issue"), ISSUE_CODES) };
  const after = /^\d{1,6}$/.test(query.get("after") ?? "") ? Number(query.get("after")) : 0;
  const run = await loadImport(actor, id);
  const shown =
    run.state === "UPLOADED" || run.state === "RUNNING"
      ? { rows: [], after: null, inside: false }
      : await loadImportRows(actor, id, filter, after, { state: run.state, organisationId: run.place.organisationId });
  return { run, shown };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const here = paths.importRun(id);
  const w = words(ledgersWords, actor.locale);
  switch (intentOf(form)) {
    case "reading":
      return submitForm(
        request,
        readingSchema,
        async (input) => (await correctReading(actor, { id, ...input }), redirect(here)),
        { form },
      );
    case "firms":
      return submitForm(
        request,
        firmsSchema,
        async (input) => (await correctFirms(actor, { id, ...input }), redirect(here)),
        { form },
      );
    case "confirm":
      return submitForm(
        request,
        stepSchema,
        async ({ version }) => (await confirmImport(actor, { id, version }), redirect(here)),
        { form },
      );
    case "undo":
      return submitForm(
        request,
        stepSchema,
        async ({ version }) => {
          const { undone } = await undoImport(actor, { id, version });
          return redirectWithToast(request, here, w.report.undone(undone));
        },
        { form },
      );
    case "read-again":
      return submitForm(request, stepSchema, async () => (await readAgain(actor, { id }), redirect(here)), { form });
    case "discard":
      return submitForm(
        request,
        stepSchema,
        async () => (await discardImport(actor, { id }), redirectWithToast(request, paths.imports(), w.discarded)),
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export type ImportPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ImportRun() {
  const page = useLoaderData<typeof loader>();
  switch (page.run.state) {
    case "UPLOADED":
      return <Interrupted {...page} />;
    case "PREVIEWED":
      return <Preview {...page} />;
    case "RUNNING":
      return <Running {...page} />;
    default:
      return <Report {...page} />;
  }
}
