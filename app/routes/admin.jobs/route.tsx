import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { textParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { discardJobs, restartJobs } from "#app/modules/operations/decide-dead-letters.server.ts";
import { loadJobs } from "#app/modules/operations/queries-jobs.server.ts";
import { discardSchema, restartSchema } from "#app/modules/operations/schema.ts";
import { jobsWords } from "#app/words/jobs.ts";
import { DeadLetters } from "./dead-letters.tsx";
import { Queues } from "./queues.tsx";
import { Schedules } from "./schedules.tsx";

export const meta = pageTitle(jobsWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  return loadJobs(await requireActor(request), {
    queue: textParam(searchParams.get("queue")) || null,
    after: searchParams.get("after"),
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(jobsWords, actor.locale);
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.adminJobs(), text);
  if (intentOf(form) === "discard")
    return submitForm(request, discardSchema, async (choice) => done(w.discarded(await discardJobs(actor, choice))), {
      form,
    });
  return submitForm(request, restartSchema, async (choice) => done(w.restarted(await restartJobs(actor, choice))), {
    form,
  });
}

export default function Jobs() {
  const w = useWords(jobsWords);
  const { queue } = useLoaderData<typeof loader>();
  const names: Record<string, string> = w.names;
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} />
      <Section title={queue ? w.deadOf(names[queue] ?? queue) : w.dead} hint={w.deadHint}>
        <DeadLetters />
      </Section>
      <Section title={w.queues}>
        <Queues />
      </Section>
      <Section title={w.schedules} hint={w.schedulesHint}>
        <Schedules />
      </Section>
    </>
  );
}
