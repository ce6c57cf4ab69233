import type { SubmissionResult } from "@conform-to/react";
import { useActionData, useNavigation } from "@remix-run/react";

/**
 * What the action said about a form. On pages with several forms, `intent` is the value of the form's hidden field of
 * that name.
 */
export function useResult(intent?: string): SubmissionResult | undefined {
  const answer = useActionData<{ result?: SubmissionResult }>();
  const result = answer?.result;
  if (!result || (intent !== undefined && result.initialValue?.intent !== intent)) return undefined;
  return result;
}

/** The form, or the one with this intent, is being sent. */
export function useSending(intent?: string): boolean {
  const navigation = useNavigation();
  if (navigation.state === "idle" || !navigation.formData || navigation.formMethod === "GET") return false;
  return intent === undefined || navigation.formData.get("intent") === intent;
}
