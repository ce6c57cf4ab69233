import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigate } from "@remix-run/react";
import { useState } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { LazyScanner } from "#app/components/equipment/lazy-scanner.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { ownOrigins } from "#app/lib/http/own-origins.server.ts";
import { textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { machinesMeant } from "#app/modules/equipment/queries-scan.server.ts";
import { readScan } from "#app/modules/equipment/rules.ts";
import { equipmentWords } from "#app/words/equipment.ts";
import { scanWords } from "#app/words/scan.ts";

export const meta = pageTitle(scanWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const q = textParam(searchParams.get("q"), 500);
  const report = searchParams.get("for") === "report";
  const origins = ownOrigins(request);
  const scanned = readScan(q, origins);
  const machines = await machinesMeant(actor, scanned);
  const [only] = machines;
  if (only && machines.length === 1)
    throw redirect(report && !only.retired ? paths.newProblem({ equipment: only.code }) : paths.machine(only.code));
  return { q, report, origins, scanned, machines };
}

export default function Scan() {
  const w = useWords(scanWords);
  const e = useWords(equipmentWords);
  const { q, report, origins } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const [foreign, setForeign] = useState<string | null>(null);
  const onText = (text: string) => {
    const scanned = readScan(text, [...origins, location.origin]);
    setForeign(scanned.kind === "foreign" ? scanned.host : null);
    if (scanned.kind === "foreign") return;
    navigator.vibrate?.(60);
    const found = scanned.kind === "label" ? scanned.code : text;
    navigate(paths.scan({ q: found, for: report ? "report" : null }), { replace: true });
  };
  return (
    <>
      <PageHeader
        title={w.title}
        lead={report ? w.leadReport : w.lead}
        back={{ to: paths.equipment(), label: e.title }}
      />
      <div className="space-y-5">
        {foreign === null ? <Answer /> : <Notice kind="warning">{w.foreign(foreign)}</Notice>}
        <LazyScanner onText={onText} />
        <Form method="get" className="flex max-w-form flex-wrap items-end gap-3" onSubmit={() => setForeign(null)}>
          {report && <input type="hidden" name="for" value="report" />}
          <div className="min-w-0 grow">
            <TextInput
              name="q"
              label={w.typed}
              hint={w.typedHint}
              defaultValue={q}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <Button size="large" variant="secondary">
            {w.open}
          </Button>
        </Form>
      </div>
    </>
  );
}

/** What came of the last scan when it led to no machine. */
function Answer() {
  const w = useWords(scanWords);
  const { q, report, scanned, machines } = useLoaderData<typeof loader>();
  if (machines.length > 1)
    return (
      <section>
        <p role="status">{w.several(machines.length)}</p>
        <ul className="mt-2 max-w-form divide-y divide-line border-y border-line">
          {machines.map((machine) => (
            <li key={machine.id}>
              <Link
                to={
                  report && !machine.retired
                    ? paths.newProblem({ equipment: machine.code })
                    : paths.machine(machine.code)
                }
                className="flex min-h-14 flex-wrap items-center gap-x-3 py-2 wrap-anywhere"
              >
                <span className="font-medium">{machine.number}</span>
                <span className="text-muted">
                  {[machine.name || machine.type, machine.line].filter(Boolean).join(" · ")}
                </span>
                {machine.retired && <Chip tone="still">{w.retired}</Chip>}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    );
  if (q === "") return null;
  const text =
    scanned.kind === "foreign"
      ? w.foreign(scanned.host)
      : scanned.kind === "nothing"
        ? w.notALabel
        : w.unknown(q.slice(0, 60));
  return <Notice kind="warning">{text}</Notice>;
}
