import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where package.json lies. Only code that Node runs directly may ask; a bundle lies elsewhere. */
export const projectFolder = fileURLToPath(new URL("../../..", import.meta.url));

/** The product's version, from package.json. */
export function productVersion(): string {
  return (JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as { version: string }).version;
}
