import type { SubmissionResult } from "@conform-to/react";
import { useActionData, useLocation, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useUnsent } from "../frame/use-unsent.ts";

export type Answer = { result?: SubmissionResult; overtaken?: boolean };
const NONE: Answer = {};

/**
 * What the action said about a form. On pages with several forms, `intent` is the value of the form's hidden field of
 * that name. When somebody else was faster the page loads what it is now, as it does without script: after a look at
 * it, sending again succeeds; what was typed stays.
 */
export function useAnswer(intent?: string): Answer {
  const told = useActionData<Answer>();
  const { key } = useLocation();
  const idle = useNavigation().state === "idle";
  const { revalidate } = useRevalidator();
  const [kept, setKept] = useState<{ answer: Answer; key: string }>();
  const overtaken = told?.overtaken ? told : undefined;
  useEffect(() => {
    if (!overtaken || !idle) return;
    // Loading the page again takes the answer away; until another page or answer comes it is kept here.
    setKept({ answer: overtaken, key });
    revalidate();
  }, [overtaken, idle, key, revalidate]);
  const answer = told ?? (kept?.key === key ? kept.answer : undefined);
  if (!answer?.result || (intent !== undefined && answer.result.initialValue?.intent !== intent)) return NONE;
  return answer;
}

/** The same without whether somebody else was faster. */
export const useResult = (intent?: string): SubmissionResult | undefined => useAnswer(intent).result;

/** The form, or the one with this intent, is being sent; no longer once it turned out that there is no signal. */
export function useSending(intent?: string): boolean {
  const navigation = useNavigation();
  if (useUnsent() !== null) return false;
  if (navigation.state === "idle" || !navigation.formData || navigation.formMethod === "GET") return false;
  return intent === undefined || navigation.formData.get("intent") === intent;
}
