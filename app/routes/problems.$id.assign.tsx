import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Search, UserCheck } from "lucide-react";
import { z } from "zod";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { textParam, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { loadAssigning } from "#app/modules/solving/queries-assigning.server.ts";
import { assignSchema } from "#app/modules/solving/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { matchingWords } from "#app/words/matching.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.assign.title);

const UUID = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";
const UUID_PAIR = new RegExp(`^(${UUID})@(${UUID})$`, "i");

/** One choice says both who and for which studio. */
const whoSchema = z.string().regex(UUID_PAIR, "bad_choice");
const formSchema = assignSchema.omit({ craftsmanId: true, studioId: true }).extend({ who: whoSchema });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const q = textParam(searchParams.get("q"), 40);
  const [, personId, studioId] = UUID_PAIR.exec(searchParams.get("who") ?? "") ?? [];
  const who = q === "" && personId && studioId ? { personId, studioId } : null;
  return loadAssigning(actor, uuidParam(params.id), q, who);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const w = words(solvingWords, actor.locale).assign;
  return submitForm(request, formSchema, async ({ who, ...input }) => {
    const [craftsmanId = "", studioId = ""] = who.split("@");
    try {
      await assignCraftsman(actor, { problemId, ...input, craftsmanId, studioId });
    } catch (error) {
      // The form knows person and studio as one choice.
      const { code, messageKey, details } = error as DomainError;
      if (details?.field === "craftsmanId" || details?.field === "studioId")
        throw new DomainError(code, messageKey, { ...details, field: "who" });
      throw error;
    }
    return redirectWithToast(request, paths.problem(problemId), w.done);
  });
}

export default function Assign() {
  const w = useWords(solvingWords);
  const m = useWords(matchingWords);
  const c = useWords(commonWords);
  const { step, people, more, q, chosen } = useLoaderData<typeof loader>();
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({
    id: "assign",
    lastResult: result,
    defaultValue: chosen ? { who: chosen } : {},
  });
  const sending = useSending();
  const anyFull = people.some((one) => one.open >= one.cap);
  return (
    <>
      <WorkHeader step={step} title={w.assign.title} lead={w.assign.lead} />
      <FormColumn>
        <Form method="get" role="search" className="flex items-end gap-2">
          <div className="grow">
            <TextInput type="search" name="q" label={w.assign.search} defaultValue={q} />
          </div>
          <Button variant="secondary" icon={Search}>
            {w.assign.find}
          </Button>
        </Form>
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <Link to={paths.problemAction(step.id, "suggestions")} className="link">
            {m.title}
          </Link>
          {chosen && (
            <Link to={paths.problemAction(step.id, "assign")} className="link">
              {m.find}
            </Link>
          )}
        </p>
        {people.length === 0 ? (
          <EmptyState title={w.assign.none} />
        ) : (
          <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
            <ErrorSummary form={form} labels={{ who: w.assign.which, note: w.note }} />
            <input type="hidden" name="version" value={step.version} />
            <RadioGroup
              field={fields.who}
              label={w.assign.which}
              options={people.map((one) => ({
                value: `${one.personId}@${one.studioId}`,
                label: `${one.name} · ${one.studio}`,
                hint: [
                  one.open >= one.cap && w.assign.full,
                  w.assign.load(one.open, one.cap),
                  one.specialities.join("、"),
                ]
                  .filter(Boolean)
                  .join(" · "),
              }))}
              required
            />
            {more > 0 && <p className="text-sm text-muted">{w.assign.more(more)}</p>}
            <Textarea field={fields.note} label={w.note} hint={w.assign.noteHint} rows={2} max={1000} optional />
            {anyFull && <Checkbox field={fields.overCap} label={w.assign.overCap} hint={w.assign.overCapHint} />}
            <FormActions>
              <Button size="large" icon={UserCheck} loading={sending}>
                {w.assign.submit}
              </Button>
              <LinkButton to={paths.problem(step.id)} size="large">
                {c.cancel}
              </LinkButton>
            </FormActions>
          </Form>
        )}
      </FormColumn>
    </>
  );
}
