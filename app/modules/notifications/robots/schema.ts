import { z } from "zod";
import { LOCALES } from "#app/lib/i18n.ts";
import { line, versionField } from "#app/modules/accounts/schema.ts";
import { MATTERS, ROBOT_KINDS } from "./rules.ts";

const checkbox = z
  .enum(["on"])
  .optional()
  .transform((value) => value === "on");
const settings = {
  name: line(40).pipe(z.string().min(1)),
  matters: z.array(z.enum(MATTERS, { error: "bad_choice" }), { error: "choose_one" }).min(1, { error: "choose_one" }),
  locale: z.enum(LOCALES, { error: "bad_choice" }),
  urgentAtNight: checkbox,
};
const address = line(500).pipe(z.url({ error: "bad_url" }));
const secret = line(200);

export const addRobotSchema = z.object({
  ...settings,
  kind: z.enum(ROBOT_KINDS, { error: "choose_one" }),
  address,
  secret: secret.optional(),
});

/** What is left empty of address and secret stays as it was. */
export const changeRobotSchema = z.object({
  ...settings,
  version: versionField,
  enabled: checkbox,
  address: address.optional(),
  secret: secret.optional(),
  withoutSecret: checkbox,
});

export const removeRobotSchema = z.object({ version: versionField });

/** The beginning of addresses that are allowed; ends with a slash, so that it ends where a part of the path does. */
const base = line(300)
  .pipe(z.url({ protocol: /^https?$/, error: "bad_url" }))
  .transform((text, context) => {
    const url = new URL(text);
    if (url.username || url.password || url.search || url.hash) {
      context.addIssue({ code: "custom", message: "robot-host-form" });
      return z.NEVER;
    }
    return `${url.origin}${url.pathname.replace(/\/*$/, "/")}`;
  });

export const addHostSchema = z.object({ base, internal: checkbox, note: line(100).optional() });

export type AddRobotInput = z.output<typeof addRobotSchema>;
export type ChangeRobotInput = z.output<typeof changeRobotSchema>;
export type AddHostInput = z.output<typeof addHostSchema>;
