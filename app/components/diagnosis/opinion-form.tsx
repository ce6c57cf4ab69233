import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { Checkbox } from "../form/checkbox.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useResult, useSending } from "../form/use-result.ts";
import { Section } from "../layout/section.tsx";
import { CauseChoice, LayerChoice } from "./choices.tsx";
import type { RoomData } from "./room-data.ts";

type Fields = { text: string; layer: string; dissents: string };

/** One's own opinion, and nobody else's. */
export function OpinionForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const own = room.opinions.find((one) => one.own);
  const sending = useSending("opinion");
  const [form, fields] = useAnsweredForm<Fields>({
    id: "opinion",
    result: useResult("opinion"),
    values: { text: own?.text ?? "", layer: own?.layer ?? room.layers[0], dissents: own?.dissents ? "on" : "" },
  });
  const voteOf = (id: string) => own?.votes.find((vote) => vote.entryId === id)?.status;
  const open = room.hypotheses.filter((one) => one.status === "OPEN" || voteOf(one.id));
  return (
    <Section title={own ? w.opinionChange : w.opinionTitle} hint={w.opinionHint} id="opinion-part">
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ text: w.opinion, layer: w.layer, votes: w.votes }} />
        <input type="hidden" name="intent" value="opinion" />
        <input type="hidden" name="seen" value={room.seen} />
        <Textarea field={fields.text} label={w.opinion} rows={4} max={4000} required />
        {open.length > 0 && (
          <fieldset id={`${form.id}-votes`} className="space-y-4">
            <legend className="mb-1 font-medium">{w.votes}</legend>
            {open.map((one, n) => (
              <div key={one.id}>
                <CauseChoice
                  list="votes"
                  n={n}
                  cause={one}
                  statuses={["CONFIRMED", "REFUTED", "OPEN"]}
                  placeholder="–"
                  value={voteOf(one.id)}
                />
              </div>
            ))}
          </fieldset>
        )}
        <Checkbox field={fields.dissents} label={w.dissents} hint={w.dissentsHint} />
        <LayerChoice field={fields.layer} layers={room.layers} />
        <Button size="large" loading={sending}>
          {w.saveOpinion}
        </Button>
      </Form>
    </Section>
  );
}
