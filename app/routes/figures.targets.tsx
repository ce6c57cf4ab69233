import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { SettingsForm } from "#app/components/form/settings-form.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { TARGETS } from "#app/modules/figures/measures.ts";
import { targetsSchema } from "#app/modules/figures/schema.ts";
import { loadTargets, setTargets } from "#app/modules/figures/set-targets.server.ts";
import { figuresWords } from "#app/words/figures.ts";

type Head = { scope: { name: string }; year: number };
export const meta = pageTitle(figuresWords, (w, { scope, year }: Head) => w.targetsTitle(scope.name, year));

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const asked = query.get("year") ?? "";
  const year = /^20\d{2}$/.test(asked) ? Number(asked) : Number(formatDate(actor.now).slice(0, 4));
  return loadTargets(actor, query.get("scope"), year);
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  return submitForm(request, targetsSchema, async (input) => {
    const asked = query.get("scope");
    const { scope } = await loadTargets(actor, asked === null ? null : uuidParam(asked), input.year);
    await setTargets(actor, scope.id, input);
    const to = paths.figures({ scope: scope.id, period: input.year });
    return redirectWithToast(request, to, words(figuresWords, actor.locale).targetsSaved);
  });
}

export default function Targets() {
  const w = useWords(figuresWords);
  const { scope, year, version, values } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult(), defaultValue: values });
  return (
    <SettingsForm
      title={w.targetsTitle(scope.name, year)}
      lead={w.targetsLead}
      of={{ to: paths.figures({ scope: scope.id }), label: w.title }}
      form={form}
      labels={w.target}
      version={String(version)}
      save={w.save}
    >
      <input type="hidden" name="year" value={year} />
      {TARGETS.map((measure) => (
        <NumberWithUnit
          key={measure}
          field={fields[measure]}
          label={w.target[measure]}
          unit={w.targetUnit[measure]}
          whole
        />
      ))}
    </SettingsForm>
  );
}
