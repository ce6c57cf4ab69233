import { createHash } from "node:crypto";
import { join } from "node:path";
import { build, type Plugin, type Rollup } from "vite";
import { projectFolder } from "./project.server.ts";

const source = join(projectFolder, "app/browser/service-worker/service-worker.ts");
/** Where the page without signal begins. */
const SHELL = /\/app\/(entry\.client\.tsx|root\.tsx|routes\/offline\.tsx)/;

type Chunk = Rollup.OutputChunk & { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } };

/** Everything the page without signal may load, also later: its chunks, what they import, their styles. */
function shellAssets(bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file): file is Chunk => file.type === "chunk");
  const found = new Set<string>();
  const take = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const chunk = chunks.find(({ fileName }) => fileName === file);
    if (!chunk) return;
    for (const other of [...chunk.imports, ...chunk.dynamicImports]) take(other);
    const { importedCss = [], importedAssets = [] } = chunk.viteMetadata ?? {};
    for (const other of [...importedCss, ...importedAssets]) take(other);
  };
  for (const { fileName, facadeModuleId } of chunks) if (facadeModuleId && SHELL.test(facadeModuleId)) take(fileName);
  return [...found].sort().map((file) => `/${file}`);
}

/** Bundles the service worker beside the pages' scripts, with the list of what it keeps. */
export function serviceWorkerBuild(): Plugin {
  let assets: string[] = [];
  return {
    name: "service-worker",
    apply: (_config, { command, isSsrBuild }) => command === "build" && !isSsrBuild,
    enforce: "post",
    generateBundle(_options, bundle) {
      assets = shellAssets(bundle);
    },
    async writeBundle({ dir }) {
      const stamp = createHash("sha256").update(assets.join()).digest("hex").slice(0, 16);
      await build({
        configFile: false,
        root: projectFolder,
        logLevel: "warn",
        publicDir: false,
        define: {
          SHELL_ASSETS: JSON.stringify(assets),
          BUILD: JSON.stringify(stamp),
          "process.env.NODE_ENV": '"production"',
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: "es2022",
          rollupOptions: {
            input: source,
            output: { format: "iife", entryFileNames: "service-worker.js", inlineDynamicImports: true },
          },
        },
      });
    },
  };
}
