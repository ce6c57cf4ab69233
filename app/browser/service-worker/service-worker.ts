import { clientsClaim } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { addPlugins, cleanupOutdatedCaches, matchPrecache, precache } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import { paths } from "#app/lib/paths.ts";
import { sendInBackground } from "./send-in-background.ts";

/** Filled in when it is built: the scripts and styles of the page without signal, and what stands for this build. */
declare const SHELL_ASSETS: string[];
declare const BUILD: string;

type Worker = EventTarget & {
  location: Location;
  addEventListener(type: "sync", listener: (event: SyncEvent) => void): void;
};
type SyncEvent = Event & { tag: string; waitUntil(work: Promise<unknown>): void };
const worker = globalThis as unknown as Worker;

const NO_ANSWER_MS = 12_000;
const OLD_ASSETS_DAYS = 30;

const lang = new URL(worker.location.href).searchParams.get("lang") === "en" ? "en" : "zh-CN";
const shell = paths.offline({ lang });

// Asked for without cookies: what is kept here is the same for everybody, and nobody's pages ever are.
addPlugins([{ requestWillFetch: async ({ request }) => new Request(request.url, { credentials: "omit" }) }]);
cleanupOutdatedCaches();
clientsClaim();
const inLanguage = (asset: string) =>
  lang === "en" && asset.endsWith(".js") ? asset.replace("/assets/", "/assets/en/") : asset;
precache([
  ...SHELL_ASSETS.map((asset) => ({ url: inLanguage(asset), revision: null })),
  { url: shell, revision: BUILD },
]);

// Scripts and styles carry their content's hash. Those of an earlier build stay for pages still open from it.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
  async (options) => (await matchPrecache(options.request)) ?? assets.handle(options),
);
const assets = new CacheFirst({
  cacheName: "assets",
  plugins: [new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: OLD_ASSETS_DAYS * 86_400 })],
});

const noAnswer = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("no answer")), NO_ANSWER_MS);
  });

/** Pages come from the server or not at all; without an answer the device shows what it keeps instead. */
registerRoute(
  ({ request }) => request.mode === "navigate",
  async ({ request, url }) => {
    try {
      return await Promise.race([fetch(request), noAnswer()]);
    } catch {
      const kept = await matchPrecache(shell);
      if (!kept) return Response.error();
      // At an address of its own: the page's script is made for it, and "reload" asks for what was wanted.
      return url.pathname === paths.offline()
        ? kept
        : Response.redirect(paths.offline({ at: url.pathname + url.search }), 302);
    }
  },
);

worker.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendInBackground());
});
