import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PaperForm } from "#app/components/problems/paper-form.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { machineDefaults } from "#app/modules/equipment/queries.server.ts";
import { readCode } from "#app/modules/equipment/rules.ts";
import { paperFormWords } from "#app/words/paper-form.ts";
import { problemFormWords } from "#app/words/problem-form.ts";

export const meta = pageTitle(paperFormWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams, origin } = new URL(request.url);
  const code = readCode(searchParams.get("equipment"));
  const { enterpriseId: _, ...values } = await machineDefaults(actor, code);
  // A label of another enterprise says nothing, on paper neither.
  const equipment = values.assetNumber === "" ? null : code;
  const url = (runtimeFacts().publicUrl ?? origin) + paths.newProblem({ equipment });
  return { values, url, code: qrPath(url) };
}

/** The posting form for handwriting, as it comes out of the printer. */
export default function PaperProblem() {
  const w = useWords(paperFormWords);
  const form = useWords(problemFormWords);
  const { values, url, code } = useLoaderData<typeof loader>();
  const machine = [values.assetNumber, values.equipmentType].filter(Boolean).join(" ");
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={w.title}
          lead={
            <>
              <p>{w.lead}</p>
              {machine && <p>{w.forMachine(machine)}</p>}
            </>
          }
          back={{ to: paths.newProblem(), label: form.newTitle }}
          actions={<PrintButton />}
        />
      </div>
      <PaperForm values={values} url={url} code={code} />
    </>
  );
}
