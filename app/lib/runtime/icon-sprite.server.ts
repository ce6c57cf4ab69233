import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { projectFolder } from "./project.server.ts";

const entry = join(projectFolder, "node_modules/lucide-react/dist/esm/lucide-react.mjs");
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*"lucide-react";?/g;

type IconNode = [tag: string, attributes: Record<string, string>];

/** What a file imports of the set: by which name, and what it calls it. */
const importsIn = (list: string): { name: string; alias: string }[] =>
  list
    .split(",")
    .map((one) => one.trim().replace(/^type\s+/, ""))
    .filter((one) => one !== "")
    .map((one) => {
      const [name = "", alias = name] = one.split(/\s+as\s+/);
      return { name, alias };
    });

/** Where each icon is: the package's own list, by every name an icon goes by. */
function iconFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, names = "", file = ""] of readFileSync(entry, "utf8").matchAll(/^export \{(.+)\} from '(.+)';$/gm))
    for (const [, name = ""] of names.matchAll(/default as (\w+)/g)) files.set(name, join(dirname(entry), file));
  return files;
}

/** Names of the icons our own files import. */
function namesInUse(): Set<string> {
  const folder = join(projectFolder, "app");
  const names = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const [, list = ""] of readFileSync(join(folder, file), "utf8").matchAll(IMPORT))
      for (const { name } of importsIn(list)) if (/^[A-Z]/.test(name)) names.add(name);
  }
  return names;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const drawn = ([tag, { key: _, ...attributes }]: IconNode): string => {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${escaped(value)}"`,
  );
  return `<${tag}${written.join("")}/>`;
};

type Sprite = { ids: Map<string, string>; svg: string; fileName: string };

/** All icons in use as one file, each under its id. */
async function makeSprite(): Promise<Sprite> {
  const files = iconFiles();
  const ids = new Map<string, string>();
  const shapes = new Map<string, string>();
  for (const name of [...namesInUse()].sort()) {
    const file = files.get(name);
    // A type of the package, not an icon.
    if (!file) continue;
    const { __iconData: data } = (await import(pathToFileURL(file).href)) as {
      __iconData: { name: string; node: IconNode[] };
    };
    ids.set(name, data.name);
    shapes.set(data.name, `<g id="${data.name}">${data.node.map(drawn).join("")}</g>`);
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><defs>${[...shapes.values()].join("")}</defs></svg>`;
  return { ids, svg, fileName: `assets/icons-${createHash("sha256").update(svg).digest("hex").slice(0, 8)}.svg` };
}

/**
 * Built pages show icons out of one drawing that is loaded and kept once, not out of their scripts: a third of what the
 * posting page's script above the framework would be. In development the package draws them.
 */
export function iconSprite(): Plugin {
  let sprite: Promise<Sprite> | undefined;
  let forServer = false;
  return {
    name: "icon-sprite",
    apply: (_config, { command }) => command === "build",
    enforce: "post",
    configResolved(config) {
      forServer = Boolean(config.build.ssr);
    },
    async transform(code, id) {
      if (id.includes("/node_modules/") || !code.includes('"lucide-react"')) return null;
      sprite ??= makeSprite();
      const { ids, fileName } = await sprite;
      const changed = code.replace(IMPORT, (_all, list: string) =>
        importsIn(list)
          .map(({ name, alias }) => {
            const icon = ids.get(name);
            if (!icon) throw new Error(`lucide-react has no icon ${name} (in ${id})`);
            return `const ${alias} = /* @__PURE__ */ drawnIcon("/${fileName}#${icon}");`;
          })
          .join(""),
      );
      return { code: `import { drawnIcon } from "#app/components/drawn-icon.tsx";\n${changed}`, map: null };
    },
    async generateBundle() {
      if (forServer) return;
      const { svg, fileName } = await (sprite ??= makeSprite());
      this.emitFile({ type: "asset", fileName, source: svg });
    },
  };
}
