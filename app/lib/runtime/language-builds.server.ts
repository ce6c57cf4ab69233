import { transformWithEsbuild, type Plugin } from "vite";

/** Stands for the language in built scripts until each language's own files are made of them. */
const MARK = "globalThis.WORDS_LOCALE";
const TARGET = "es2022";

type Call = { type: string; start: number; end: number; callee?: { name?: string }; arguments?: Call[] };

const isNode = (value: unknown): value is Call => typeof value === "object" && value !== null && "type" in value;

function callsOf(node: Call, name: string, found: Call[] = []): Call[] {
  if (node.type === "CallExpression" && node.callee?.name === name) found.push(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) callsOf(child, name, found);
  }
  return found;
}

/**
 * Builds the scripts once for each language, so that a reader loads the words of one: Chinese in /assets, English in
 * /assets/en, with the same names. A page is given the scripts of its reader's language by `manifestFor`.
 */
export function languageBuilds(): Plugin {
  return {
    name: "language-builds",
    apply: (_config, { command, isSsrBuild }) => command === "build" && !isSsrBuild,
    enforce: "post",
    /** A dictionary becomes the one in the language of the script. */
    transform(code, id) {
      const file = id.split("?")[0] ?? "";
      if (!/\/app\/words\/[^/]+\.ts$/.test(file)) return null;
      let changed = code;
      for (const { start, end, arguments: args = [] } of callsOf(this.parse(code) as Call, "defineWords").reverse()) {
        const [zh, en] = args.map((one) => code.slice(one.start, one.end));
        changed = `${changed.slice(0, start)}((w) => ({ "zh-CN": w, en: w }))(${MARK} === "en" ? ${en} : ${zh})${changed.slice(end)}`;
      }
      return changed === code ? null : { code: changed, map: null };
    },
    // Last of all: what the bundler still writes into the scripts (the list of files a lazy part needs) belongs to both.
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "chunk") continue;
          const inLanguage = async (locale: string) => {
            const define = { [MARK]: JSON.stringify(locale) };
            const options = {
              define,
              minify: true,
              format: "esm",
              target: TARGET,
              charset: "utf8",
              legalComments: "eof",
              sourcemap: false,
            } as const;
            return (await transformWithEsbuild(file.code, file.fileName, options)).code;
          };
          const en = (await inLanguage("en")).replaceAll(/(["'`]\/?assets\/)(?=[^"'`]+\.js["'`])/g, "$1en/");
          this.emitFile({ type: "asset", fileName: file.fileName.replace(/^assets\//, "assets/en/"), source: en });
          file.code = await inLanguage("zh-CN");
        }
      },
    },
  };
}
