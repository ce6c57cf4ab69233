import { z } from "zod";
import { dayField, idField, line, wholeField } from "#app/modules/accounts/schema.ts";

export const TAG_MAX = { name: 40, nameEn: 80, document: 80, reason: 300 };
const required = (max: number) => line(max).pipe(z.string().min(1));

export const createTagSchema = z.object({
  ownerId: idField,
  name: required(TAG_MAX.name),
  nameEn: line(TAG_MAX.nameEn).default(""),
  year: wholeField(1990, 2099).optional(),
});
export type CreateTag = z.output<typeof createTagSchema>;
export const attachTagSchema = z.object({
  enterpriseId: idField,
  fromOn: dayField,
  document: required(TAG_MAX.document),
});
export type AttachTag = z.output<typeof attachTagSchema>;
export const detachTagSchema = z.object({
  taggingId: idField,
  untilOn: dayField,
  document: required(TAG_MAX.document),
  reason: required(TAG_MAX.reason),
});
export type DetachTag = z.output<typeof detachTagSchema>;
export const retireTagSchema = z.object({ tagId: idField });
