const SCRIPT = "/service-worker.js";

/**
 * Registers the service worker, with the language whose scripts it keeps. A new version takes over once all pages of
 * the old one are closed, so that no open page loses what it was built with.
 */
export async function registerServiceWorker(locale: string): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`${SCRIPT}?lang=${locale}`, { updateViaCache: "none" }).catch(() => undefined);
}

type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

/** Asks the browser to wake the service worker when there is signal, also after the page was closed. */
export async function wakeWithSignal(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = (await navigator.serviceWorker.getRegistration()) as WithSync | undefined;
  await registration?.sync?.register("outbox").catch(() => undefined);
}
