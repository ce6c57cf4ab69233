import { z } from "zod";
import { dayField, idField, line, paragraph, versionField, wholeField } from "#app/modules/accounts/schema.ts";
import { ALLIANCE_KINDS, CRAFTSMAN_TITLES, HONOUR_TIERS, INDUSTRIES, NEW_KINDS, STUDIO_LEVELS } from "./kinds.ts";

/** A few words each, one per line or set apart by 、 or commas; repeats are left out. */
const wordList = (max: number, length: number) =>
  z
    .string()
    .max(max * (length + 2))
    .transform((text) => [...new Set(text.split(/[\n、,，;；]+/).map((word) => word.trim()))].filter(Boolean))
    .pipe(z.array(line(length)).max(max))
    .default([]);

const ticked = z
  .enum(["on", "true"])
  .optional()
  .transform((value) => value !== undefined);

const facts = {
  name: line(80).pipe(z.string().min(1)),
  shortName: line(30).default(""),
  nameEn: line(120).default(""),
  about: paragraph(1000).default(""),
  // enterprise
  industry: z.enum(INDUSTRIES).optional(),
  groupName: line(60).optional(),
  address: line(200).default(""),
  aliases: wordList(20, 80),
  watermark: ticked,
  // studio
  level: z.enum(STUDIO_LEVELS).optional(),
  designatedOn: dayField.optional(),
  specialities: wordList(12, 30),
  premises: line(200).default(""),
  // alliance
  allianceKind: z.enum(ALLIANCE_KINDS).optional(),
  formedOn: dayField.optional(),
};

const REQUIRED = { ENTERPRISE: "industry", STUDIO: "level", ALLIANCE: "allianceKind" } as const;

export const createOrganisationSchema = z
  .object({ kind: z.enum(NEW_KINDS), parentId: idField.optional(), ...facts })
  .superRefine((value, context) => {
    const needed = REQUIRED[value.kind as keyof typeof REQUIRED];
    if (needed && !value[needed]) context.addIssue({ code: "custom", path: [needed], message: "choose_one" });
  });
export const changeOrganisationSchema = z.object({ version: versionField, ...facts });
export type OrganisationFacts = Omit<z.output<typeof changeOrganisationSchema>, "version">;

export const joinAllianceSchema = z.object({ memberId: idField, joinedOn: dayField });
export const leaveAllianceSchema = z.object({ allianceMemberId: idField, reason: line(300).optional() });
export const nameChairSchema = z.object({ chairId: idField, startsOn: dayField });
export const nameLeadSchema = z.object({ leadUnitId: idField });

export const profileSchema = z.object({
  version: versionField,
  honourTier: z.enum(HONOUR_TIERS).optional(),
  title: z.enum(CRAFTSMAN_TITLES).optional(),
  trade: line(40).default(""),
  specialities: wordList(12, 30),
  years: wholeField(0, 70).optional(),
  bio: paragraph(1000).default(""),
  workloadCap: wholeField(0, 20),
});
export const mentorSchema = z.object({ otherId: idField, as: z.enum(["mentor", "apprentice"]), startsOn: dayField });
export const closeOrganisationSchema = z.object({ version: versionField, reason: line(300).pipe(z.string().min(1)) });
export const endTieSchema = z.object({ tieId: idField });
