import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useForm } from "@conform-to/react";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { useNamed } from "#app/components/awards/named.ts";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { OneTimeLink } from "#app/components/people/one-time-link.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { textParam, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { publicAddress } from "#app/lib/public-address.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadPanel } from "#app/modules/awards/panel/queries.server.ts";
import { seatOutsideSchema, seatPersonSchema, seatSchema, versionSchema } from "#app/modules/awards/panel/schema.ts";
import { inviteAgain, removeSeat, seatOutside, seatPerson } from "#app/modules/awards/panel/seat-judge.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { panelWords } from "#app/words/panel.ts";
import { FindJudge, InviteJudge, Seats } from "./seats.tsx";
import { Progress, Start } from "./steps.tsx";

export const meta = pageTitle(panelWords, (w, page: { name: string }) => `${w.panel} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const wanted = textParam(new URL(request.url).searchParams.get("q"), 60);
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const panel = await loadPanel(actor, id, wanted);
  return { ...panel, wanted };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(panelWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, awardPaths.awardPanel(id), said);
  const link = ({ token }: { token: string }) =>
    data({ link: publicAddress(paths.invitation(token)) }, { headers: { "Cache-Control": "no-store" } });
  switch (intentOf(form)) {
    case "seat":
      return submitForm(request, seatPersonSchema, (input) => seatPerson(actor, id, input).then(() => done(w.added)), {
        form,
      });
    case "invite":
      return submitForm(request, seatOutsideSchema, async (input) => link(await seatOutside(actor, id, input)), {
        form,
      });
    case "again":
      return submitForm(request, seatSchema, async ({ seatId }) => link(await inviteAgain(actor, id, seatId)), {
        form,
      });
    case "remove":
      return submitForm(
        request,
        seatSchema,
        ({ seatId }) => removeSeat(actor, id, seatId).then(() => done(w.removed)),
        {
          form,
        },
      );
    case "start":
      return submitForm(
        request,
        versionSchema,
        ({ version }) => startPanel(actor, id, version).then(() => done(w.started)),
        {
          form,
        },
      );
    case "close":
      return submitForm(
        request,
        versionSchema,
        async ({ version }) => {
          await closePanel(actor, id, version);
          return redirectWithToast(request, awardPaths.awardScores(id), w.closed);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** The panel of a round, for the officers of the organising union. */
export default function Panel() {
  const page = useLoaderData<typeof loader>();
  const told = useActionData<{ link?: string }>();
  const w = useWords(panelWords);
  const named = useNamed();
  const [form] = useForm({ id: "panel", lastResult: useResult() });
  const draft = page.state === "DRAFT";
  return (
    <>
      <PageHeader
        title={w.panel}
        lead={
          <>
            <p className="font-medium text-ink">{named(page)}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: awardPaths.awardRound(page.id), label: named(page) }}
        actions={
          page.panelClosedAt && (
            <LinkButton to={awardPaths.awardScores(page.id)} variant="primary">
              {w.seeScores}
            </LinkButton>
          )
        }
      />
      {page.tabs && <RoundTabs round={page.tabs} />}
      {told?.link && <OneTimeLink title={w.linkTitle} hint={w.linkHint} href={told.link} />}
      <ErrorSummary form={form} labels={{ chair: w.chair, name: w.name, unit: w.unit, contact: w.contact }} />
      {draft && page.lacks.length > 0 && (
        <div className="my-4 max-w-reading">
          <Notice kind="warning" title={w.lacksTitle}>
            <ul className="list-inside list-disc">
              {page.lacks.map((one) => (
                <li key={one}>{w.lacks[one]}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <Seats page={page} />
      {draft && <FindJudge page={page} />}
      {draft && <InviteJudge key={page.seats.length} />}
      {page.state === "REVIEW" && <Start page={page} />}
      {page.progress && !page.panelClosedAt && <Progress page={page} progress={page.progress} />}
    </>
  );
}
