import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { projectFolder } from "#app/lib/runtime/project.server.ts";

const ID = "01890000-0000-7000-8000-000000000001";
const ODD: unknown[] = [
  undefined,
  null,
  "",
  " \t ",
  "a\u0000b",
  "\ud83d",
  "9".repeat(26),
  "-1",
  "1e400",
  "2026-02-31",
  "+275760-09-13",
  "2026-01-01",
  `${ID}z`,
  "<script>",
  [],
  ["a\u0000"],
  {},
  "x".repeat(70_000),
  new File([], ""),
  true,
];
/** What the other fields hold meanwhile, where nothing better is known. */
const OTHERS = [undefined, "", "2026-01-01", "5", ID];
const KNOWN: Record<string, string> = { clientId: ID, source: `fix:${ID}` };

type Fields = Record<string, { def?: { entries?: Record<string, unknown> } }>;
const fieldsOf = (schema: z.ZodType): Fields => (schema as unknown as { shape?: Fields }).shape ?? {};
const fitting = (fields: Fields, other: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { def }]) => [
      name,
      def?.entries ? Object.values(def.entries)[0] : (KNOWN[name] ?? other),
    ]),
  );

describe("what a form's schema makes of odd values", () => {
  const files = globSync("app/modules/**/*schema.ts", { cwd: projectFolder });

  test.each(files)("%s says what is wrong, and never falls over it", async (file) => {
    const module = (await import(join(projectFolder, file))) as Record<string, unknown>;
    const fallen: string[] = [];
    for (const [name, schema] of Object.entries(module)) {
      if (!(schema instanceof z.ZodType)) continue;
      const fields = fieldsOf(schema);
      for (const field of Object.keys(fields))
        for (const odd of ODD)
          for (const other of OTHERS) {
            try {
              schema.safeParse({ ...fitting(fields, other), [field]: odd });
            } catch (error) {
              fallen.push(`${name}.${field}: ${error}`);
            }
          }
    }
    expect([...new Set(fallen)]).toEqual([]);
  });
});
