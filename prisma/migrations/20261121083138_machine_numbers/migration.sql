-- AlterTable
ALTER TABLE "ProblemConfirmation" ADD COLUMN     "since" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "Problem_enterpriseId_assetNumber_idx";

-- Which machine a number means, however it is spelt; numberKeyOf in app/modules/equipment/rules.ts answers the same.
CREATE FUNCTION asset_number_key(number text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
  normalize(number, NFKC),
  'abcdefghijklmnopqrstuvwxyz' || U&'\2010\2012\2013\2014\2015\2212\2500' || U&' \0009\000A\000B\000C\000D\00AD\1680\200B\200C\200D\2028\2029\2060\FEFF',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ-------'
);

-- A machine's problems, found by its number.
CREATE INDEX "Problem_asset_number_key" ON "Problem" ("enterpriseId", asset_number_key("assetNumber")) WHERE "assetNumber" <> '';

-- Machines registered under another kind of dash.
UPDATE "Asset" a SET "numberKey" = asset_number_key(a."number")
WHERE a."numberKey" <> asset_number_key(a."number") AND NOT EXISTS (
  SELECT 1 FROM "Asset" b
  WHERE b."enterpriseId" = a."enterpriseId" AND b."id" <> a."id" AND asset_number_key(b."number") = asset_number_key(a."number")
);
