import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { iconImports } from "./app/lib/runtime/icon-imports.server.ts";
import { languageBuilds } from "./app/lib/runtime/language-builds.server.ts";
import { serviceWorkerBuild } from "./app/lib/runtime/service-worker-build.server.ts";
import remixOptions from "./remix.config.js";

/**
 * What every page needs comes in one file: many small ones compress worse and take longer to fetch. All else is left to
 * the bundler.
 */
function sharedChunk(id: string): string | undefined {
  if (/\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run)\//.test(id))
    return "framework";
  if (
    /\/app\/(components\/(frame|actions|feedback|form)\/|components\/(cx|icon|tone)\.ts|lib\/|words\/(common|states|error-pages)\.ts)/.test(
      id,
    )
  )
    return "frame";
  // Together on every list and on the page of a problem.
  if (
    /\/app\/(components\/(facts\/(?!photos|timeline|highlight|evidence)|layout\/(page-|section|columns|tabs))|words\/problem-facts\.ts)/.test(
      id,
    )
  )
    return "facts";
  return undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions), iconImports(), languageBuilds(), serviceWorkerBuild()],
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
  // An icon set of 1,700 modules: bundled, only those in use are loaded at the start.
  ssr: { noExternal: ["lucide-react"] },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: sharedChunk } },
  },
}));
