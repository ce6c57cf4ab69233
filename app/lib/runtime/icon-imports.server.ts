import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { projectFolder } from "./project.server.ts";

const entry = join(projectFolder, "node_modules/lucide-react/dist/esm/lucide-react.mjs");

/** Where each icon is: the package's own list, by every name an icon goes by. */
function iconFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, names = "", file = ""] of readFileSync(entry, "utf8").matchAll(/^export \{(.+)\} from '(.+)';$/gm))
    for (const [, name = ""] of names.matchAll(/default as (\w+)/g)) files.set(name, join(dirname(entry), file));
  return files;
}

/**
 * Imports icons one by one. Through the package's list, the chunk that holds one would hold all that any page shows:
 * 8 kB for a page that needs a tenth of them.
 */
export function iconImports(): Plugin {
  let files: Map<string, string> | undefined;
  return {
    name: "icon-imports",
    apply: (_config, { command, isSsrBuild }) => command === "build" && !isSsrBuild,
    enforce: "post",
    transform(code, id) {
      if (id.includes("/node_modules/") || !code.includes('"lucide-react"')) return null;
      files ??= iconFiles();
      const known = files;
      const changed = code.replace(/import\s*\{([^}]*)\}\s*from\s*"lucide-react";?/g, (_all, names: string) =>
        names
          .split(",")
          .map((one) => one.trim())
          .filter((one) => one !== "")
          .map((one) => {
            const [name = "", alias = name] = one.split(/\s+as\s+/);
            const file = known.get(name);
            if (!file) throw new Error(`lucide-react has no icon ${name} (in ${id})`);
            return `import ${alias} from ${JSON.stringify(file)};`;
          })
          .join(""),
      );
      return { code: changed, map: null };
    },
  };
}
