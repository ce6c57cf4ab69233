import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  optimizeDeps: { include: ["react", "react/jsx-runtime", "react/jsx-dev-runtime", "react-dom/client", "@remix-run/react"] },
  // An icon set of 1,700 modules: bundled, only those in use are loaded at the start.
  ssr: { noExternal: ["lucide-react"] },
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
});
