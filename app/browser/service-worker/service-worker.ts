import { clientsClaim } from "workbox-core";
import { addPlugins, cleanupOutdatedCaches, getCacheKeyForURL, matchPrecache, precache } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
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

/**
 * Only what the page without signal is made of comes from here. Other scripts and styles carry their content's hash and
 * lie in the browser's own cache; passed through this worker, one broken off left a page without its script.
 */
const ofTheShell = ({ url, sameOrigin }: { url: URL; sameOrigin: boolean }) =>
  sameOrigin && url.pathname.startsWith("/assets/") && getCacheKeyForURL(url.href) !== undefined;
registerRoute(ofTheShell, async ({ request }) => (await matchPrecache(request)) ?? fetch(request));

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
