import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useState } from "react";
import { deviceDatabase } from "#app/browser/outbox/database.ts";
import { ProblemForm } from "../problems/problem-form.tsx";
import { useOutboxForm } from "./use-outbox-form.tsx";

type Choices = Parameters<typeof ProblemForm>[0]["choices"];

const NO_CHOICES: Choices = { enterprises: [], colleagues: [], equipmentTypes: [], machines: [] };

/** What the posting form offered this person when the server last said. */
export function useKeptChoices(personId: string): Choices | undefined {
  const [choices, setChoices] = useState<Choices>();
  useEffect(() => {
    const read = async () => (await (await deviceDatabase()).get("choices", personId))?.choices as Choices | undefined;
    read().then(
      (found) => setChoices({ ...NO_CHOICES, ...found }),
      () => setChoices(NO_CHOICES),
    );
  }, [personId]);
  return choices;
}

type KeptFormProps = {
  personId: string;
  values: Record<string, string>;
  /** A draft the server knows, or a post it had something against. */
  of?: "draft" | "post";
  result?: SubmissionResult;
};

/** The posting form out of what the device keeps; sent through the outbox only. */
export function KeptForm({ personId, values, of, result }: KeptFormProps) {
  const choices = useKeptChoices(personId);
  const more = of === "draft" && values.authorId ? { authorId: values.authorId } : undefined;
  const outbox = useOutboxForm({ personId, more, keepFiles: of === "post" });
  if (!choices) return null;
  return (
    <>
      {outbox.receipt}
      <div hidden={Boolean(outbox.receipt)}>
        <ProblemForm
          personId={personId}
          isNew={of !== "draft"}
          values={values}
          choices={choices}
          result={outbox.result ?? result}
          onSend={outbox.onSend}
        />
      </div>
    </>
  );
}
