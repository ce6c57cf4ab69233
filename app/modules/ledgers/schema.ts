import { z } from "zod";
import { FIRM_MAX } from "./fields.ts";

const version = z.coerce.number().int().min(0);
const list = z
  .array(
    z
      .string()
      .max(200)
      .optional()
      .transform((value) => value ?? ""),
  )
  .max(500)
  .optional()
  .transform((value) => value ?? []);

export const uploadSchema = z.object({
  organisationId: z.uuid(),
  /** The firm of rows that name none. */
  enterprise: z
    .string()
    .trim()
    .max(FIRM_MAX)
    .optional()
    .transform((value) => value ?? ""),
  file: z.custom<File>((value) => value instanceof Blob, { error: "required" }),
});

/** How the sheet is to be read; `columns` holds a field's name, or nothing, for each column in order. */
export const readingSchema = z.object({
  version,
  sheet: z
    .string()
    .max(100)
    .optional()
    .transform((value) => value ?? ""),
  headerRow: z.coerce.number().int().min(1).max(1000),
  unit: z.enum(["yuan", "wan"]),
  columns: list,
});

/** Where each spelling goes, in the order shown; and what firms to be created are called. */
export const firmsSchema = z.object({
  version,
  to: list,
  names: z
    .array(z.string().trim().min(2).max(FIRM_MAX))
    .max(500)
    .optional()
    .transform((value) => value ?? []),
});

export const stepSchema = z.object({ version });

/** A list of machines, and what its columns mean. */
export const assetListSchema = z.object({ enterpriseId: z.uuid().optional(), file: uploadSchema.shape.file });
export const assetColumnsSchema = z.object({ version, columns: list });

export const RELEASE_LAYERS = ["SUMMARY", "DETAIL"] as const;
export const releaseSchema = z.object({
  enterpriseId: z.uuid(),
  allianceId: z.uuid(),
  layer: z.enum(RELEASE_LAYERS),
  anonymous: z
    .enum(["on"])
    .optional()
    .transform((value) => value === "on"),
  /** Everything the filter matches, or the rows ticked. */
  scope: z.enum(["ticked", "all"]),
  ids: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(1000)])
    .optional()
    .transform((value) => value ?? []),
});
export type ReleaseForm = z.output<typeof releaseSchema>;
