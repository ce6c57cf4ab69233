import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { iconSprite } from "./app/lib/runtime/icon-sprite.server.ts";
import { languageBuilds } from "./app/lib/runtime/language-builds.server.ts";
import { serviceWorkerBuild } from "./app/lib/runtime/service-worker-build.server.ts";
import remixOptions from "./remix.config.js";

const form =
  /\/app\/components\/(form\/(field|field-props|text-input|textarea|select|counter|choice-chips|choice-id|use-answered-form|use-result)|layout\/(page-header|page-title|columns)|actions\/(button|form-actions|link-button)|feedback\/notice)\.tsx?$/;

/**
 * What every page needs comes in one file, what most forms need in another: many small ones compress worse and take
 * longer to fetch. What only some pages show stays out of both; all else is left to the bundler.
 */
function sharedChunk(id: string): string | undefined {
  if (/\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run)\//.test(id))
    return "framework";
  if (form.test(id) || id.includes("/app/words/states.ts")) return "form";
  if (
    /\/app\/(components\/(frame\/|feedback\/toast|facts\/now-context|actions\/(button-look|icon-button)|cx\.ts|drawn-icon|tone\.ts)|lib\/(?!(http|runtime|paper)\/|format\/amounts|formula|award-paths)|browser\/(unsent\/unsent|live\/news)|words\/(common|error-pages)\.ts)/.test(
      id,
    )
  )
    return "frame";
  // Together on every list and on the page of a problem.
  if (
    /\/app\/(components\/(facts\/(?!photos|timeline|highlight|evidence)|layout\/tabs)|words\/(problem-facts|industry-names)\.ts|lib\/format\/amounts\.ts)/.test(
      id,
    )
  )
    return "facts";
  return undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions), iconSprite(), languageBuilds(), serviceWorkerBuild()],
  // Remix walks server modules to find styles; left to itself Vite would then bundle server packages for the browser.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      "react",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "react-dom",
      "react-dom/client",
      "@remix-run/react",
      "@conform-to/react",
      "lucide-react",
    ],
  },
  // An icon set of 1,700 modules; in development, too, only those in use are loaded.
  ssr: { noExternal: ["lucide-react"] },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: sharedChunk } },
  },
}));
