import type { SubmissionResult } from "@conform-to/react";
import { useActionData, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useUnsent } from "../frame/use-unsent.ts";

/**
 * What the action said about a form. On pages with several forms, `intent` is the value of the form's hidden field of
 * that name. When somebody else was faster the page loads what it is now, as it does without script: after a look at
 * it, sending again succeeds; what was typed stays.
 */
export function useResult(intent?: string): SubmissionResult | undefined {
  const answer = useActionData<{ result?: SubmissionResult; overtaken?: boolean }>();
  const result = answer?.result;
  const { revalidate } = useRevalidator();
  const overtaken = answer?.overtaken ? answer : null;
  useEffect(() => {
    if (overtaken) revalidate();
  }, [overtaken, revalidate]);
  if (!result || (intent !== undefined && result.initialValue?.intent !== intent)) return undefined;
  return result;
}

/** The form, or the one with this intent, is being sent; no longer once it turned out that there is no signal. */
export function useSending(intent?: string): boolean {
  const navigation = useNavigation();
  if (useUnsent() !== null) return false;
  if (navigation.state === "idle" || !navigation.formData || navigation.formMethod === "GET") return false;
  return intent === undefined || navigation.formData.get("intent") === intent;
}
