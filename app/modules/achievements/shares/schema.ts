import { z } from "zod";
import { versionField } from "#app/modules/accounts/schema.ts";
import { text } from "#app/modules/problems/schema.ts";
import { SHARES_MAX } from "./limits.ts";

const shareRow = z.object({
  /** "PERSON@UNIT". */
  who: text(80),
  percent: text(40),
  contribution: text(SHARES_MAX.contribution),
});
export const sharesSchema = z.object({
  version: versionField,
  lines: z.array(shareRow).max(SHARES_MAX.lines).default([]),
});
export type TypedShare = z.output<typeof shareRow>;

export const confirmShareSchema = z
  .object({
    sharesVersion: versionField,
    decision: z.enum(["confirm", "object"], { error: "choose_one" }),
    objection: text(SHARES_MAX.objection),
  })
  .superRefine(({ decision, objection }, context) => {
    if (decision === "object" && !objection)
      context.addIssue({ code: "custom", path: ["objection"], message: "reason-required" });
  });
