import { useActionData, useNavigation } from "@remix-run/react";
import type { InviteeData } from "./room-data.ts";

/** The people a form lists to be invited: those it came with, or what its search found. `intent` is the form's own. */
export function useInvitees(intent: string, first: InviteeData[] | null) {
  const told = useActionData<{ invitees?: InviteeData[]; result?: { initialValue?: { intent?: unknown } | null } }>();
  const { state, formData } = useNavigation();
  const answered = told?.result?.initialValue?.intent === intent ? told.invitees : undefined;
  return {
    people: answered ?? first,
    finding: state !== "idle" && formData?.get("intent") === intent && formData.has("find"),
  };
}
