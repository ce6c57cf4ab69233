import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { percentText } from "#app/modules/achievements/shares/rules.ts";
import { sharesWords } from "#app/words/shares.ts";
import { Button } from "../actions/button.tsx";
import { Notice } from "../feedback/notice.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Textarea } from "./textarea.tsx";
import { useResult, useSending } from "./use-result.ts";

type ConfirmShareProps = {
  shares: readonly { mine: boolean; basisPoints: number }[];
  /** What is confirmed: the version of order and shares. */
  sharesVersion: number;
  /** Most characters of an objection. */
  max: number;
};

/** The reader's own line: confirm it or say why not. */
export function ConfirmShare({ shares, sharesVersion, max }: ConfirmShareProps) {
  const w = useWords(sharesWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "share", lastResult: useResult("share") });
  const sending = useSending("share");
  const place = shares.findIndex((one) => one.mine);
  return (
    <div className="mb-6">
      <Notice kind="warning" title={w.mine}>
        <p className="mb-3">{w.mineLine(place + 1, percentText(shares[place]?.basisPoints ?? 0))}</p>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-4">
          <ErrorSummary form={form} labels={{ objection: w.objection }} />
          <input type="hidden" name="intent" value="share" />
          <input type="hidden" name="sharesVersion" value={sharesVersion} />
          <Textarea field={fields.objection} label={w.objection} rows={2} max={max} optional />
          <div className="flex flex-wrap gap-3">
            <Button name="decision" value="confirm" loading={sending}>
              {w.confirm}
            </Button>
            <Button name="decision" value="object" variant="secondary" loading={sending}>
              {w.object}
            </Button>
          </div>
        </Form>
      </Notice>
    </div>
  );
}
