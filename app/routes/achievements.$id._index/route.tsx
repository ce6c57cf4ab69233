import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AchievementChip } from "#app/components/facts/achievement-chip.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { History } from "#app/components/facts/history.tsx";
import { Shares } from "#app/components/facts/shares.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { EvidenceFiles } from "#app/components/files/evidence-files.tsx";
import { ConfirmShare } from "#app/components/form/confirm-share.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import {
  addAchievementEvidence,
  removeAchievementEvidence,
} from "#app/modules/achievements/achievement/evidence.server.ts";
import { loadAchievement } from "#app/modules/achievements/achievement/queries.server.ts";
import {
  decideAchievementSchema,
  filesSchema,
  reasonedSchema,
  versionSchema,
} from "#app/modules/achievements/achievement/schema.ts";
import {
  confirmContribution,
  takeOverAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { recallAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { withdrawAchievement } from "#app/modules/achievements/achievement/withdraw-achievement.server.ts";
import { SHARES_MAX } from "#app/modules/achievements/shares/limits.ts";
import { confirmShareSchema } from "#app/modules/achievements/shares/schema.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { sharesWords } from "#app/words/shares.ts";
import { Decide, Reasoned, Recall, TakeOver } from "./forms.tsx";
import { Adopters, Benefits, Facts, Lists, Similar, Texts } from "./parts.tsx";

export const meta = pageTitle(achievementWords, (w, page: { title: string }) => `${w.title} · ${page.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAchievement(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(achievementWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, paths.achievement(id), said);
  const intent = intentOf(form);
  switch (intent) {
    case "share":
      return submitForm(
        request,
        confirmShareSchema,
        (input) => confirmContribution(actor, id, input).then(() => done(words(sharesWords, actor.locale).said)),
        { form },
      );
    case "take-over":
      return submitForm(
        request,
        versionSchema,
        ({ version }) => takeOverAchievement(actor, id, version).then(() => done(w.behalf.done)),
        { form },
      );
    case "recall":
      return submitForm(
        request,
        versionSchema,
        ({ version }) => recallAchievement(actor, id, version).then(() => done(w.recall.done)),
        { form },
      );
    case "decide":
      return submitForm(
        request,
        decideAchievementSchema,
        (input) =>
          decideAchievement(actor, id, input).then(() =>
            done(input.decision === "register" ? w.decide.registered : w.decide.returned),
          ),
        { form },
      );
    case "withdraw":
    case "revoke":
      return submitForm(
        request,
        reasonedSchema,
        (input) => withdrawAchievement(actor, id, { ...input, action: intent }).then(() => done(w[intent].done)),
        { form },
      );
    case "evidence":
      return submitForm(
        request,
        filesSchema,
        () => addAchievementEvidence(actor, id, filesIn(form)).then(() => done(w.evidence.added)),
        { form },
      );
    case "remove":
      await removeAchievementEvidence(actor, id, uuidField(form.get("fileId")));
      return done(w.evidence.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Achievement() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  return (
    <>
      <PageHeader
        title={page.title}
        marks={
          <>
            <AchievementChip state={page.state} />
            {page.origin !== "ENTERED" && <StatusChip tone="waiting">{w.onBehalf[page.origin]}</StatusChip>}
            {page.counts && <StatusChip tone="done">{w.counts}</StatusChip>}
          </>
        }
        lead={[w.kind[page.kind], page.studio?.name ?? page.owner.name].join(" · ")}
        back={{ to: paths.achievements(), label: w.title }}
        actions={<Steps page={page} />}
      />
      {page.reason && (
        <div className="mb-6">
          <Notice kind="warning" title={page.state === "WITHDRAWN" ? w.revoked : w.returned}>
            <p className="prose-plain">{page.reason}</p>
          </Notice>
        </div>
      )}
      {page.origin !== "ENTERED" && page.state === "DRAFT" && <TakeOver page={page} />}
      {page.toConfirm && (
        <ConfirmShare shares={page.shares} sharesVersion={page.sharesVersion} max={SHARES_MAX.objection} />
      )}
      {page.state === "SUBMITTED" && <Decide page={page} />}
      <Facts page={page} />
      <Shares shares={page.shares} units={page.units} />
      <Texts page={page} />
      <Benefits page={page} />
      <Adopters page={page} />
      <Lists page={page} />
      <Similar page={page} />
      <EvidenceFiles files={page.files} open={page.may.evidence} words={w.evidence} />
      {page.may.recall && <Recall page={page} />}
      <div className="mt-8">
        {page.may.withdraw && <Reasoned page={page} intent="withdraw" />}
        {page.may.revoke && <Reasoned page={page} intent="revoke" />}
        <History title={w.history} lines={page.history} called={w.event} />
      </div>
    </>
  );
}

function Steps({ page }: { page: Page }) {
  const w = useWords(achievementWords);
  const s = useWords(sharesWords);
  const a = useWords(applicationsWords);
  const written = page.summary !== "" && page.innovation !== "";
  return (
    <>
      {page.may.submit && page.origin === "ENTERED" && written && (
        <LinkButton to={paths.achievementStep(page.id, "submit")} variant="primary">
          {w.submit.title}
        </LinkButton>
      )}
      {page.may.link && page.state === "REGISTERED" && (
        <LinkButton to={awardPaths.newApplication({ for: `achievement:${page.id}` })} variant="primary">
          {a.start.title}
        </LinkButton>
      )}
      {page.may.change && (
        <LinkButton to={paths.achievementStep(page.id, "edit")} variant={written ? "secondary" : "primary"}>
          {w.edit.fill}
        </LinkButton>
      )}
      {page.may.share && <LinkButton to={paths.achievementStep(page.id, "contributors")}>{s.edit}</LinkButton>}
      {page.may.link && page.fixes.length > 0 && (
        <LinkButton to={paths.achievementStep(page.id, "facts")}>{w.link.open}</LinkButton>
      )}
    </>
  );
}
