import { z } from "zod";
import { ASSET_MAX } from "./rules.ts";

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .optional()
    .transform((value) => value ?? "");
const required = (max: number) => z.string().trim().min(1).max(max);
const version = z.coerce.number().int().min(0);

const facts = {
  number: required(ASSET_MAX.number),
  name: text(ASSET_MAX.name),
  type: required(ASSET_MAX.type),
  model: text(ASSET_MAX.model),
  maker: text(ASSET_MAX.maker),
  line: text(ASSET_MAX.line),
  site: text(ASSET_MAX.site),
};

/** The facts alone: a row of a list brought in. */
export const assetSchema = z.object(facts);
export const registerAssetSchema = z.object({ enterpriseId: z.uuid().optional(), ...facts });
export const changeAssetSchema = z.object({ version, ...facts });
export const retireAssetSchema = z.object({ version, reason: required(ASSET_MAX.reason) });
export const restoreAssetSchema = z.object({ version });
