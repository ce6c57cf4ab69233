import { matchRoutes } from "@remix-run/react";

const loaded = new Set<string>();

const missingFor = (address: string): string[] =>
  (matchRoutes(window.__remixRouter.routes, new URL(address, location.href)) ?? [])
    .map(({ route }) => route.id)
    .filter((id) => !loaded.has(id) && !(id in window.__remixRouteModules));

/** Whether the script of the page at this address is here. */
export const hasPageScript = (address: string): boolean => missingFor(address).length === 0;

/**
 * Brings the script of the page at this address. The framework asks for it when a form is sent there, and loads the
 * whole page anew, without the form, where it can't be had. @throws when it can't be had
 */
export async function bringPageScript(address: string): Promise<void> {
  for (const id of missingFor(address)) {
    const route = window.__remixManifest.routes[id];
    if (!route) continue;
    // Some browsers remember for ever that an import failed, but not that a fetch did.
    await Promise.all([route.module, ...(route.imports ?? [])].map((script) => fetch(script)));
    await import(/* @vite-ignore */ route.module);
    loaded.add(id);
  }
}
