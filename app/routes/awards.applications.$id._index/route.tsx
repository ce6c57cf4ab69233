import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ApplicationChip } from "#app/components/awards/application-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { History } from "#app/components/facts/history.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { EvidenceFiles } from "#app/components/files/evidence-files.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { confirmApplication } from "#app/modules/awards/applications/change-application.server.ts";
import { addApplicationFiles, removeApplicationFile } from "#app/modules/awards/applications/evidence.server.ts";
import { loadApplication } from "#app/modules/awards/applications/queries.server.ts";
import {
  passOnApplication,
  recommendApplication,
  rejectApplication,
  returnApplication,
} from "#app/modules/awards/applications/recommend-application.server.ts";
import {
  applicationFilesSchema,
  confirmSchema,
  opinionSchema,
  reasonedStepSchema,
  stepSchema,
} from "#app/modules/awards/applications/schema.ts";
import { submitApplication, withdrawApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { applicationHistoryWords } from "#app/words/application-history.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { Steps } from "./forms.tsx";
import { Facts, MissingList, OpenFlags, People, Statement, Turn, Way } from "./parts.tsx";

export const meta = pageTitle(applicationsWords, (w, page: { title: string }) => `${w.title} · ${page.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadApplication(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(applicationsWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, awardPaths.application(id), said);
  const reasoned = { return: returnApplication, reject: rejectApplication, withdraw: withdrawApplication };
  const opined = { recommend: recommendApplication, "recommend-on": passOnApplication };
  const plain = { submit: submitApplication, admit: admitApplication };
  const intent = intentOf(form);
  switch (intent) {
    case "confirm":
      return submitForm(
        request,
        confirmSchema,
        ({ textVersion }) => confirmApplication(actor, id, textVersion).then(() => done(w.people.done)),
        { form },
      );
    case "submit":
    case "admit":
      return submitForm(
        request,
        stepSchema,
        ({ version }) => plain[intent](actor, id, version).then(() => done(w[intent].done)),
        { form },
      );
    case "recommend":
    case "recommend-on":
      return submitForm(
        request,
        opinionSchema,
        (input) => opined[intent](actor, id, input).then(() => done(w.recommend.done)),
        { form },
      );
    case "return":
    case "reject":
    case "withdraw":
      return submitForm(
        request,
        reasonedStepSchema,
        (input) => reasoned[intent](actor, id, input).then(() => done(w[intent].done)),
        { form },
      );
    case "evidence":
      return submitForm(
        request,
        applicationFilesSchema,
        () => addApplicationFiles(actor, id, filesIn(form)).then(() => done(w.files.added)),
        { form },
      );
    case "remove":
      await removeApplicationFile(actor, id, uuidField(form.get("fileId")));
      return done(w.files.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Application() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(applicationsWords);
  const d = useWords(dossierWords);
  const n = useWords(awardNoticeWords);
  const h = useWords(applicationHistoryWords);
  const en = useLocale() === "en";
  return (
    <>
      <PageHeader
        title={page.title}
        marks={<ApplicationChip state={page.state} />}
        lead={
          <>
            <Link to={awardPaths.awardRound(page.round.id)} className="link">
              {(en && page.round.nameEn) || page.round.name}
            </Link>
            <Turn page={page} />
          </>
        }
        back={{ to: awardPaths.myApplications(), label: w.title }}
        actions={
          <>
            {page.may.change && (
              <LinkButton to={awardPaths.editApplication(page.id)} variant="primary">
                {w.statement.edit}
              </LinkButton>
            )}
            {page.mayPrint && <LinkButton to={awardPaths.dossier(page.id)}>{d.title}</LinkButton>}
            {page.mayReadPoints && <LinkButton to={awardPaths.awardPoints(page.id)}>{n.points}</LinkButton>}
            {(page.state === "AWARDED" || page.state === "REVOKED") && (
              <LinkButton to={awardPaths.award(page.id)}>{n.award}</LinkButton>
            )}
          </>
        }
      />
      <FactsTable
        columns={2}
        facts={[
          { label: w.enterprise, value: page.enterprise },
          page.submittedAt !== null && {
            label: w.submittedOn,
            value: <DayTime at={page.submittedAt} timeZone={page.timeZone} />,
          },
          page.reason !== "" && { label: w.reasonGiven, value: page.reason, wide: true },
        ]}
      />
      <MissingList page={page} />
      <OpenFlags page={page} />
      <Steps page={page} />
      <Facts page={page} />
      <Statement page={page} />
      <EvidenceFiles
        files={page.files.filter((one) => one.ownerKind === "application")}
        open={page.may.change}
        words={w.files}
      />
      <People page={page} />
      <Way page={page} />
      <History title={h.title} lines={page.history} called={h.event} />
    </>
  );
}
