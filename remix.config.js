/**
 * Options of the Remix Vite plugin; vite.config.ts reads them from here.
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
const options = {
  appDirectory: "app",
  buildDirectory: "build",
  serverModuleFormat: "esm",
  ignoredRouteFiles: ["**/.*", "**/*.test.*"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
  },
};
export default options;
