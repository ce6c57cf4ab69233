import { Form, Link } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { useFactText } from "#app/components/awards/fact-text.ts";
import { useSaid } from "#app/components/awards/rubric-view.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FlagChip } from "#app/components/facts/flag-chip.tsx";
import { Day, DayTime } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { Section } from "#app/components/layout/section.tsx";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardsWords } from "#app/words/awards.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { flagsWords } from "#app/words/flags.ts";
import type { Page } from "./route.tsx";

type Missing = Page["missing"][number];

/** Where each thing is put right, for who may. */
function fixOf(page: Page, { fix }: Missing): string | null {
  // Officers clear flags; to whom it was raised against they say nothing here.
  if (fix === "flags") return page.exact ? awardPaths.flags({ state: "OPEN" }) : null;
  if (!page.relations.includes("APPLICANT")) return null;
  if (fix === "statement") return awardPaths.editApplication(page.id);
  if (fix === "confirm") return awardPaths.application(page.id, "people");
  if (page.achievementId === null) return null;
  if (fix === "achievement") return paths.achievement(page.achievementId);
  return fix === "contributors" ? paths.achievementStep(page.achievementId, "contributors") : null;
}

/** What is missing now; the same list decides whether it may be submitted. */
export function MissingList({ page }: { page: Page }) {
  const w = useWords(applicationsWords);
  const say = useSaid();
  const sayLack = (one: Missing): string => {
    const said = w.lacks[one.key as keyof typeof w.lacks];
    const values = { ...one.values, text: one.text ? say(one.text) : "" };
    return typeof said === "string" ? said : said(values as never);
  };
  if (page.missing.length === 0)
    return page.may.submit ? (
      <div className="mt-6">
        <Notice kind="success" title={w.missingNone} />
      </div>
    ) : null;
  const onlyAdmit = page.missing.every((one) => one.blocks === "admit");
  return (
    <div className="mt-6" id="missing">
      <Notice kind="warning" title={onlyAdmit ? w.missingAdmit : w.missing}>
        <ul className="mt-1 list-disc space-y-1.5 pl-5">
          {page.missing.map((one) => {
            const to = fixOf(page, one);
            return (
              <li key={`${one.key}-${one.text?.zh ?? ""}`}>
                {sayLack(one)}{" "}
                {to !== null && (
                  <Link to={to} className="link whitespace-nowrap">
                    {w.fixIt}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      </Notice>
    </div>
  );
}

/** Open flags, for the union that decides: what each is, and the way to look into it. */
export function OpenFlags({ page }: { page: Page }) {
  const w = useWords(flagsWords);
  if (page.flags.length === 0) return null;
  return (
    <Section title={w.onApplication} hint={w.onApplicationHint}>
      <ul className="flex flex-wrap gap-3">
        {page.flags.map((one) => (
          <li key={one.id}>
            <Link to={awardPaths.flag(one.id)} className="inline-flex min-h-12 items-center gap-2 link">
              <FlagChip kind={one.kind} /> {w.look}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Facts that rubric and gates name, each with the records it was counted from. */
export function Facts({ page }: { page: Page }) {
  const w = useWords(applicationsWords).facts;
  const text = useFactText();
  const band = useWords(benefitWords).band;
  const en = useLocale() === "en";
  if (page.facts.length === 0) return null;
  return (
    <Section title={w.title} hint={[w.hint, page.factsHash === null ? w.live : w.locked].join(en ? " " : "")}>
      <ul className="divide-y divide-line border-y border-line">
        {page.facts.map((fact) => (
          <li key={fact.key} className="py-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{text.name(fact.key)}</span>
              <span className="font-medium tabular-nums">
                {fact.value === null || (fact.band !== null && !page.exact)
                  ? band[fact.band ?? "NONE"]
                  : text.amount(fact.key, fact.value)}
              </span>
            </div>
            {fact.evidence.length > 0 && (
              <details>
                <summary className="link inline-flex min-h-8 items-center text-sm">
                  {w.records(fact.evidence.length)}
                </summary>
                <ul className="mt-1 space-y-1 text-sm text-muted">
                  {fact.evidence.map((one) => (
                    <li key={one.n} className="tabular-nums">
                      {w.record[one.kind as keyof typeof w.record] ?? one.kind} · {one.on}
                      {one.value !== null && fact.unit === "yuan" && ` · ${text.amount(fact.key, one.value)}`}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
      {page.factsHash !== null && (
        <p className="mt-2 text-sm text-muted">
          {w.hash} <code className="wrap-anywhere">{page.factsHash}</code>
        </p>
      )}
    </Section>
  );
}

/** What the applicants say about each criterion, with what shows it. */
export function Statement({ page }: { page: Page }) {
  const w = useWords(applicationsWords).statement;
  const say = useSaid();
  const asked = page.criteria.filter((one) => one.kind !== "COMPUTED");
  if (asked.length === 0) return null;
  return (
    <>
      {asked.map((one) => (
        <Section key={one.key} title={w.text(say(one.name), String(one.max / 100))}>
          {one.text === "" ? (
            <p className="text-muted">{w.none}</p>
          ) : (
            <p className="max-w-reading whitespace-pre-wrap">{one.text}</p>
          )}
          {one.files.length > 0 && (
            <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
              {one.files.map((file) => (
                <li key={file.id}>
                  <a
                    href={paths.file(file.id, file.kind === "PHOTO" ? "screen" : "original")}
                    className="link wrap-anywhere"
                  >
                    {file.fileName}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Section>
      ))}
    </>
  );
}

/** Who stands on it, and who agreed to it as it is worded. */
export function People({ page }: { page: Page }) {
  const w = useWords(applicationsWords).people;
  const sending = useSending("confirm");
  const result = useResult("confirm");
  const mine = page.completers.find((one) => one.mine);
  return (
    <Section title={w.title} id="people">
      <ol className="max-w-form divide-y divide-line border-y border-line">
        {page.completers.map((one) => (
          <li key={one.personId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="w-6 text-muted tabular-nums">{one.position + 1}</span>
            <span className="grow">{one.name}</span>
            <StatusChip tone={one.confirmed ? "done" : "waiting"}>{one.confirmed ? w.confirmed : w.silent}</StatusChip>
          </li>
        ))}
      </ol>
      {mine && !mine.confirmed && page.may.change && (
        <Form method="post" className="mt-4 max-w-form space-y-2">
          <ErrorSummary errors={result?.error ?? undefined} />
          <input type="hidden" name="intent" value="confirm" />
          <input type="hidden" name="textVersion" value={page.textVersion} />
          <p className="text-sm text-muted">{w.confirmHint}</p>
          <Button loading={sending}>{w.confirm}</Button>
        </Form>
      )}
    </Section>
  );
}

/** Offices it passes, and what each said. */
export function Way({ page }: { page: Page }) {
  const w = useWords(applicationsWords).way;
  return (
    <Section title={w.title}>
      {page.steps.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ol className="max-w-form divide-y divide-line border-y border-line">
          {page.steps.map((step) => (
            <li key={step.id} className="py-2">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="grow font-medium">{step.organisation}</span>
                <StatusChip
                  tone={step.decision === "RECOMMENDED" ? "done" : step.decision === "WAITING" ? "waiting" : "urgent"}
                >
                  {w[step.decision]}
                </StatusChip>
              </div>
              {step.at !== null && (
                <p className="text-sm text-muted">
                  {step.byName} · <DayTime at={step.at} timeZone={page.timeZone} />
                </p>
              )}
              {step.opinion && <p className="mt-1 whitespace-pre-wrap">{step.opinion}</p>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** Who has the ball, and until when; nothing while nobody is waited for. */
export function Turn({ page }: { page: Page }) {
  const w = useWords(applicationsWords).way;
  const r = useWords(awardsWords).round;
  if (page.state !== "SUBMITTED" && page.state !== "RECOMMENDED") return null;
  return (
    <p className="text-ink">
      {page.next === null ? w.review(page.round.organiser) : w.next(page.next)} ·{" "}
      {page.late ? (
        <span className="font-medium text-urgent">{w.late}</span>
      ) : (
        <>
          {page.next === null ? r.review : r.recommend}{" "}
          <Day at={page.next === null ? page.round.reviewUntil : page.round.recommendUntil} timeZone={page.timeZone} />
        </>
      )}
    </p>
  );
}
