import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
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
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
});
