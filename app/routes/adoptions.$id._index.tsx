import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { FileDown } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AdoptionChips } from "#app/components/facts/adoption-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { History } from "#app/components/facts/history.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { Measures } from "#app/components/solving/measures.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { decideAdoption } from "#app/modules/knowledge/replication/decide-adoption.server.ts";
import { dropAdoption } from "#app/modules/knowledge/replication/drop-adoption.server.ts";
import { loadAdoption } from "#app/modules/knowledge/replication/queries.server.ts";
import {
  ADOPTION_MAX,
  ADOPTION_VERDICTS,
  decideAdoptionSchema,
  dropAdoptionSchema,
} from "#app/modules/knowledge/replication/schema.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { benefitWords } from "#app/words/benefit.ts";

export const meta = pageTitle(adoptionWords, (w, page: { fix: { title: string } }) => `${w.one} · ${page.fix.title}`);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAdoption(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(adoptionWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, paths.adoption(id), said);
  switch (intentOf(form)) {
    case "decide":
      return submitForm(
        request,
        decideAdoptionSchema,
        async (input) => {
          await decideAdoption(actor, { id, ...input });
          return done(input.verdict === "NOT_FIXED" ? w.decide.back : w.decide.accepted);
        },
        { form },
      );
    case "drop":
      return submitForm(
        request,
        dropAdoptionSchema,
        async (input) => {
          await dropAdoption(actor, id, input);
          return done(w.drop.done);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Adoption() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(adoptionWords);
  const benefit = useWords(benefitWords);
  return (
    <>
      <PageHeader
        title={page.unit ?? w.unnamed}
        marks={<AdoptionChips {...page} />}
        lead={
          <>
            <p className="font-medium text-ink">
              {page.fix.open ? (
                <Link to={paths.problem(page.fix.id)} className="link">
                  {page.fix.title}
                </Link>
              ) : (
                page.fix.title
              )}
            </p>
            <p>{w.next[page.state]}</p>
            {page.own && page.state === "MEASURED" && !page.may.decide && <p>{w.notAcceptor}</p>}
          </>
        }
        back={
          page.own || !page.fix.open
            ? { to: paths.adoptions(), label: w.title }
            : { to: paths.adoptionsOf(page.fix.id), label: w.of }
        }
        actions={
          <>
            {page.may.measure && (
              <LinkButton
                to={paths.measureAdoption(page.id)}
                variant={page.state === "TAKEN" ? "primary" : "secondary"}
              >
                {w.measure.title}
              </LinkButton>
            )}
            {page.mayEnterBenefit && (
              <LinkButton to={paths.newBenefit({ from: `adoption:${page.id}` })}>{benefit.add}</LinkButton>
            )}
            {page.certificate && (
              <LinkButton to={paths.adoptionCertificate(page.id)} icon={FileDown} prefetch="none" reloadDocument>
                {w.word}
              </LinkButton>
            )}
          </>
        }
      />
      <Result page={page} />
      {page.may.decide && <Decide page={page} />}
      {page.own && (
        <Section title={w.ownFacts}>
          <FactsTable
            facts={[
              { label: w.place, value: page.place || "—" },
              { label: w.loss, value: <Money fen={page.lossFen === null ? null : BigInt(page.lossFen)} as="yuan" /> },
              { label: w.contact, value: page.contact || "—" },
            ]}
          />
        </Section>
      )}
      {page.may.drop && <Drop page={page} />}
      <History title={w.history} lines={page.history} called={w.event} />
    </>
  );
}

function Result({ page }: { page: Page }) {
  const w = useWords(adoptionWords);
  return (
    <Section title={w.result}>
      {page.closed ? (
        <p className="text-muted">{w.closed}</p>
      ) : (
        <>
          {page.measures.length > 0 ? (
            <div className="mb-4">
              <Measures measures={page.measures} />
            </div>
          ) : (
            <p className="mb-4 text-muted">{w.noResult}</p>
          )}
          <FactsTable
            facts={[
              page.result !== "" && { label: w.result, value: <span className="prose-plain">{page.result}</span> },
              page.adapted !== "" && { label: w.adapted, value: <span className="prose-plain">{page.adapted}</span> },
              page.startedOn !== null && { label: w.period, value: `${page.startedOn} — ${page.endedOn}` },
              page.note !== "" && { label: w.note, value: <span className="prose-plain">{page.note}</span> },
            ]}
          />
        </>
      )}
      <div className="mt-4">
        <FactsTable
          facts={[
            page.verdict !== null && {
              label: w.verdict,
              value: (
                <>
                  {w.verdicts[page.verdict]} {page.decidedAt && <Day at={page.decidedAt} timeZone={page.timeZone} />}
                  {page.verdictNote && <span className="prose-plain block">{page.verdictNote}</span>}
                </>
              ),
            },
            page.certificate !== null && {
              label: w.certificate.title,
              value: w.numberOf(page.certificate.year, page.certificate.serial),
            },
            page.studio !== null && { label: w.studio, value: page.studio },
            page.by !== null && { label: w.by, value: page.by },
            { label: w.since, value: <Day at={page.at} timeZone={page.timeZone} /> },
          ]}
        />
      </div>
    </Section>
  );
}

function Decide({ page }: { page: Page }) {
  const w = useWords(adoptionWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "decide", lastResult: useResult("decide") });
  return (
    <Section title={w.decide.title} hint={w.decide.lead}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ verdict: w.decide.verdict, note: w.decide.note }} />
        <input type="hidden" name="intent" value="decide" />
        <input type="hidden" name="version" value={page.version} />
        <RadioGroup
          field={fields.verdict}
          label={w.decide.verdict}
          required
          options={ADOPTION_VERDICTS.map((value) => ({ value, label: w.verdicts[value] }))}
        />
        <Textarea field={fields.note} label={w.decide.note} hint={w.decide.noteHint} rows={3} max={ADOPTION_MAX.note} />
        <Button size="large" loading={useSending("decide")}>
          {w.decide.submit}
        </Button>
      </Form>
    </Section>
  );
}

function Drop({ page }: { page: Page }) {
  const w = useWords(adoptionWords).drop;
  const result = useResult("drop");
  const [form, fields] = useForm<Record<string, string>>({ id: "drop", lastResult: result });
  return (
    <FoldedSection title={w.title} hint={w.hint} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ note: w.note }} />
        <input type="hidden" name="intent" value="drop" />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.note} label={w.note} rows={3} max={ADOPTION_MAX.note} required />
        <Button variant="danger" loading={useSending("drop")}>
          {w.submit}
        </Button>
      </Form>
    </FoldedSection>
  );
}
