import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { EnterSaves } from "#app/components/actions/enter-saves.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { cx } from "#app/components/cx.ts";
import { EvidenceLink } from "#app/components/facts/evidence-link.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { Beside, isSame, StandsNow } from "#app/components/form/stands-now.tsx";
import { type Answer, useSending } from "#app/components/form/use-result.ts";
import { Section } from "#app/components/layout/section.tsx";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { hundredthsOf, pointsText, REMARK_MAX } from "#app/modules/awards/scores/points-text.ts";
import { overtakenWords } from "#app/words/overtaken.ts";
import { panelWords } from "#app/words/panel.ts";
import type { Page } from "./route.tsx";

type Typed = { points?: string; remark?: string }[] | undefined;

const pointsOf = (points: number | null | undefined): string =>
  points === null || points === undefined ? "" : pointsText(points);

/** What the applicants say about a criterion, with the files that show it. */
function SaidOf({ page, name }: { page: Page; name: string }) {
  const w = useWords(panelWords);
  const said = page.statement[name];
  if (!said || said.text === "") return null;
  return (
    <div className="rounded-md border border-line px-3 py-2 text-dense">
      <p className="text-sm text-muted">{w.said}</p>
      <p className="prose-plain">{said.text}</p>
      {page.files
        .filter((file) => said.files.includes(file.id))
        .map((file) => (
          <p key={file.id} className="mt-1">
            <EvidenceLink href={paths.filePreview(file.id)} name={file.fileName} bytes={file.size} />
          </p>
        ))}
    </div>
  );
}

type LostProps = { typed: { points?: string; remark?: string } | undefined; points: string; remark: string };

/** What was typed into a sheet that was handed in elsewhere, where it says something else than what stands there. */
export function Lost({ typed, points, remark }: LostProps) {
  const w = useWords(panelWords);
  const o = useWords(overtakenWords);
  const number = hundredthsOf(typed?.points ?? "");
  const others = [
    number === null ? typed?.points : pointsText(number) !== points && `${pointsText(number)} ${w.pointsUnit}`,
    typed?.remark && !isSame([typed.remark], [remark]) && typed.remark,
  ].filter(Boolean);
  if (others.length === 0) return null;
  return (
    <p className="prose-plain border-l-4 border-waiting pl-3">
      <span className="block text-sm text-muted">{o.yours}</span>
      {others.join(" · ")}
    </p>
  );
}

/** The judge's own sheet; submitted it is read only. Plain inputs, so that it works without script. */
export function Sheet({ page, answer }: { page: Page; answer: Answer }) {
  const w = useWords(panelWords);
  const locale = useLocale();
  const lang = locale === "en" ? "en" : "zh";
  const o = useWords(overtakenWords);
  const { result } = answer;
  const [form] = useForm<Record<string, string>>({ id: "sheet", lastResult: result });
  const sending = useSending("sheet");
  const typed = result?.initialValue?.scores as Typed;
  const errors = result?.error ?? {};
  const locked = page.sheet.submittedAt !== null || page.closed;
  const labels: Record<string, string> = {};
  page.asked.forEach(({ key }, at) => {
    const name = page.criteria.find((one) => one.key === key)?.name[lang] ?? key;
    labels[`scores[${at}].points`] = name;
    labels[`scores[${at}].remark`] = `${name} · ${w.remark}`;
  });
  return (
    <Section title={w.sheet} hint={locked ? undefined : w.sheetLead}>
      {locked && (
        <div className="mb-4">
          <Notice kind="info" title={page.closed ? w.panelClosed : w.locked}>
            {page.sheet.submittedAt && (
              <>
                {w.submittedAt} <DayTime at={page.sheet.submittedAt} timeZone={page.round.organisation.timeZone} />
              </>
            )}
          </Notice>
        </div>
      )}
      <Form method="post" id={form.id} noValidate className={cx("max-w-form space-y-6", locked && "print-form")}>
        <UnsavedGuard refused={result} />
        <EnterSaves name="then" />
        <ErrorSummary form={form} labels={labels} idOf={(name) => name.replace(/[[\].]+/g, "-")} />
        <input type="hidden" name="intent" value="sheet" />
        <input type="hidden" name="version" value={page.sheet.version} />
        <StandsNow
          answer={answer}
          version={page.sheet.version}
          by={{ name: o.elsewhere, at: page.sheet.savedAt, timeZone: page.round.organisation.timeZone }}
          now={Object.fromEntries(
            page.asked.flatMap(({ key }, at) => [
              [`scores[${at}].points`, pointsOf(page.sheet.marks[key]?.points)],
              [`scores[${at}].remark`, page.sheet.marks[key]?.remark ?? ""],
            ]),
          )}
        >
          {page.criteria.map((criterion) => {
            const at = page.asked.findIndex((one) => one.key === criterion.key);
            const asked = page.asked[at];
            const mark = page.sheet.marks[criterion.key];
            const anchors = criterion.marking.kind === "JUDGED" ? criterion.marking.anchors : [];
            const points = `scores[${at}].points`;
            const remark = `scores[${at}].remark`;
            const given = pointsOf(mark?.points);
            return (
              <fieldset key={criterion.key} className="border-t border-line pt-4">
                <legend className="float-left mb-1 w-full font-semibold">
                  {criterion.name[lang]}{" "}
                  <span className="font-normal text-muted">
                    {pointsText(criterion.max)} {w.pointsUnit}
                  </span>
                </legend>
                <div className="clear-both space-y-3">
                  {criterion.guide[lang] !== "" && <p className="text-sm text-muted">{criterion.guide[lang]}</p>}
                  {anchors.length > 0 && (
                    <ul className="text-sm text-muted">
                      {anchors.map((one) => (
                        <li key={one.least}>
                          <span className="tabular-nums">
                            {pointsText(one.least)}–{pointsText(one.most)}
                          </span>{" "}
                          {one.text[lang]}
                        </li>
                      ))}
                    </ul>
                  )}
                  <SaidOf page={page} name={criterion.key} />
                  {!asked ? (
                    <p>{w.fixed(pointsText(page.fixed[criterion.key] ?? 0))}</p>
                  ) : locked ? (
                    <>
                      <p className="font-semibold tabular-nums">
                        {given || "—"} {w.pointsUnit}
                      </p>
                      {mark?.remark && <p className="prose-plain text-muted">{mark.remark}</p>}
                      <Lost typed={typed?.[at]} points={given} remark={mark?.remark ?? ""} />
                    </>
                  ) : (
                    <>
                      <input type="hidden" name={`scores[${at}].key`} value={criterion.key} />
                      <NumberWithUnit
                        name={points}
                        id={points.replace(/[[\].]+/g, "-")}
                        label={w.points}
                        hint={w.rangeHint(pointsText(asked.least), pointsText(asked.most))}
                        unit={w.pointsUnit}
                        defaultValue={typed ? typed[at]?.points : given}
                        errors={errors[points] ?? undefined}
                        required
                      />
                      <Beside name={points} />
                      <Textarea
                        name={remark}
                        id={remark.replace(/[[\].]+/g, "-")}
                        label={w.remark}
                        hint={w.remarkHint}
                        rows={2}
                        max={REMARK_MAX}
                        defaultValue={typed ? typed[at]?.remark : mark?.remark}
                        errors={errors[remark] ?? undefined}
                      />
                      <Beside name={remark} />
                    </>
                  )}
                </div>
              </fieldset>
            );
          })}
        </StandsNow>
        {locked && <p className="print-only pt-8">{w.signature}</p>}
        {!locked && (
          <FormActions>
            <Button size="large" name="then" value="submit" loading={sending}>
              {w.submit}
            </Button>
            <Button size="large" variant="secondary" name="then" value="save">
              {w.save}
            </Button>
          </FormActions>
        )}
      </Form>
    </Section>
  );
}
