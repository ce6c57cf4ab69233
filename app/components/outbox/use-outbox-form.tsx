import type { SubmissionResult } from "@conform-to/react";
import { type FormEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { whenIdle } from "#app/browser/outbox/when-idle.ts";

const keeping = () => import("#app/browser/outbox/keep-form.ts");
const showing = () => import("./receipt.tsx");
const Receipt = lazy(async () => ({ default: (await showing()).Receipt }));

type OutboxForm = {
  /** For the form's submit. */
  onSend: (event: FormEvent<HTMLFormElement>) => void;
  /** What the server had against it; the form is shown again. */
  result?: SubmissionResult;
  /** In place of the form, once it is kept. */
  receipt: ReactNode;
};

type Options = {
  personId: string;
  /** Fields the form does not carry itself. */
  more?: Record<string, string>;
  /** Files of an earlier try stay with the post. */
  keepFiles?: boolean;
};

/**
 * Sends a posting form through the device's outbox: kept first, then sent, so that no press is lost. Where that cannot
 * be (no script, plain http, nothing to keep it in, something missing that the server explains) the form posts itself.
 */
export function useOutboxForm({ personId, more, keepFiles }: Options): OutboxForm {
  const [postId, setPostId] = useState<string | null>(null);
  const [result, setResult] = useState<SubmissionResult>();
  const byItself = useRef(false);
  // Loaded once the page works: at the machine there may be no signal any more when the button is pressed.
  useEffect(
    () =>
      whenIdle(() => {
        if (outboxPossible()) Promise.all([keeping(), showing()]).catch(() => undefined);
      }),
    [],
  );

  const onSend = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    if (byItself.current || button?.value !== "submit" || !outboxPossible()) return;
    if (!form.checkValidity()) {
      // With signal the server says what is missing, beside each field.
      if (navigator.onLine) return;
      event.preventDefault();
      form.reportValidity();
      return;
    }
    event.preventDefault();
    const keep = async () => {
      const { keepForm } = await keeping();
      return keepForm(form, { personId, more, keepFiles });
    };
    // What was against it is taken away once the form is read: with it goes what was filled in by the answer.
    keep()
      .then(setPostId, () => {
        byItself.current = true;
        form.requestSubmit(button);
        byItself.current = false;
      })
      .finally(() => setResult(undefined));
  };

  const receipt = postId !== null && (
    <Suspense>
      <Receipt
        postId={postId}
        personId={personId}
        onRefused={(refused) => {
          setResult(refused);
          setPostId(null);
        }}
      />
    </Suspense>
  );
  return { onSend, result, receipt };
}
