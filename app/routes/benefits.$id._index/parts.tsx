import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { Section } from "#app/components/layout/section.tsx";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { benefitWords } from "#app/words/benefit.ts";
import type { Page } from "./route.tsx";

/** Forecast and actual: for whom amounts are open the whole calculation, for others the band. */
export function Calculations({ page }: { page: Page }) {
  const w = useWords(benefitWords);
  if (page.kind === "SOCIAL" && page.stated.length === 0) return null;
  if (page.stated.length === 0)
    return (
      <Section title={w.figures.FORECAST}>
        <p className="text-muted">{w.figures.none}</p>
      </Section>
    );
  return (
    <>
      {page.stated.map(({ stage, band }) => {
        const known = page.statements.find((one) => one.stage === stage);
        return (
          <Section key={stage} title={w.figures[stage]}>
            <FactsTable
              facts={
                known
                  ? [
                      { label: w.figures.formula, value: <span className="wrap-anywhere">{known.formula}</span> },
                      ...known.inputs.map((one) => ({
                        label: one.name,
                        value: (
                          <>
                            <span className="tabular-nums">
                              {one.value} {one.unit}
                            </span>
                            {one.source && <span className="block text-sm text-muted">{one.source}</span>}
                          </>
                        ),
                      })),
                      { label: w.figures.gross, value: <Money fen={BigInt(known.grossFen)} as="yuan" /> },
                      ...known.costs.map((one) => ({
                        label: `− ${one.name}`,
                        value: <Money fen={BigInt(one.fen)} as="yuan" />,
                      })),
                      { label: w.figures.net, value: <Money fen={BigInt(known.netFen)} as="yuan" /> },
                    ]
                  : [{ label: w.figures.band, value: w.band[band] }]
              }
            />
          </Section>
        );
      })}
    </>
  );
}

/** What it is proved by; the recipient's own. */
export function Evidence({ page }: { page: Page }) {
  const w = useWords(benefitWords).evidence;
  const result = useResult("evidence");
  const sending = useSending("evidence");
  if (!page.own) return null;
  return (
    <Section title={w.title} hint={w.hint}>
      {page.files.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {page.files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <a
                href={paths.file(file.id, file.kind === "PHOTO" ? "screen" : "original")}
                className="link wrap-anywhere"
              >
                {file.fileName}
              </a>
              <span className="text-sm text-muted tabular-nums">{formatBytes(file.size)}</span>
              {page.may.evidence && (
                <Form method="post">
                  <input type="hidden" name="intent" value="remove" />
                  <input type="hidden" name="fileId" value={file.id} />
                  <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {page.may.evidence && (
        <Form method="post" encType="multipart/form-data" className="mt-4 max-w-form space-y-3">
          <input type="hidden" name="intent" value="evidence" />
          <FileField name="files" label={w.choose} multiple errors={result?.error?.files ?? undefined} />
          <Button variant="secondary" loading={sending}>
            {w.add}
          </Button>
        </Form>
      )}
    </Section>
  );
}
