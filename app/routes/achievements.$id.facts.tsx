import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { StepForm } from "#app/components/actions/step-form.tsx";
import { BenefitChip } from "#app/components/facts/benefit-chip.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { linkFact, unlinkFact } from "#app/modules/achievements/achievement/link-facts.server.ts";
import { loadAchievementFacts } from "#app/modules/achievements/achievement/queries-steps.server.ts";
import { linkSchema } from "#app/modules/achievements/achievement/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { benefitWords } from "#app/words/benefit.ts";

export const meta = pageTitle(achievementWords, (w) => w.link.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAchievementFacts(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(achievementWords, actor.locale).link;
  const intent = intentOf(form);
  if (intent !== "link" && intent !== "unlink") throw new DomainError("bad_request");
  const [change, said] = intent === "link" ? [linkFact, w.added] : [unlinkFact, w.removed];
  return submitForm(
    request,
    linkSchema,
    async (input) => {
      await change(actor, id, input);
      return redirectWithToast(request, paths.achievementStep(id, "facts"), said);
    },
    { form },
  );
}

export default function AchievementFacts() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  const b = useWords(benefitWords);
  const [form] = useForm({ lastResult: useResult() });
  return (
    <>
      <PageHeader
        title={w.link.title}
        lead={
          <>
            <p className="font-medium text-ink">{page.title}</p>
            <p>{w.link.lead}</p>
          </>
        }
        back={{ to: paths.achievement(page.id), label: w.title }}
      />
      <ErrorSummary form={form} />
      {page.benefits.length + page.adoptions.length === 0 && <EmptyState title={w.link.none} />}
      {page.benefits.length > 0 && (
        <Section title={w.benefits} hint={w.benefitsHint}>
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {page.benefits.map((one) => (
              <Line key={one.id} what="benefit" id={one.id} taken={one.taken}>
                <span className="font-medium">
                  {b.kind[one.kind]} · {b.measure[one.measure]} · {one.year}
                </span>
                <BenefitChip state={one.state} />
              </Line>
            ))}
          </ul>
        </Section>
      )}
      {page.adoptions.length > 0 && (
        <Section title={w.link.adoptions}>
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {page.adoptions.map((one) => (
              <Line key={one.id} what="adoption" id={one.id} taken={one.taken ? "here" : null}>
                <span className="font-medium">{one.unit || w.unnamed}</span>
                <span className="text-sm text-muted tabular-nums">{one.on}</span>
              </Line>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

type LineProps = { what: "benefit" | "adoption"; id: string; taken: "here" | "elsewhere" | null; children: ReactNode };

function Line({ what, id, taken, children }: LineProps) {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords).link;
  const about = { what, id, version: page.version };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      {children}
      <span className="ml-auto flex items-center gap-3">
        {taken === "elsewhere" && <span className="text-sm text-muted">{w.elsewhere}</span>}
        {taken === "here" && <StatusChip tone="done">{w.here}</StatusChip>}
        {taken === "here" && page.draft && (
          <StepForm intent="unlink" about={about}>
            <Button variant="quiet" size="small">
              {w.remove}
            </Button>
          </StepForm>
        )}
        {taken === null && (
          <StepForm intent="link" about={about}>
            <Button variant="secondary" size="small">
              {w.add}
            </Button>
          </StepForm>
        )}
      </span>
    </li>
  );
}
