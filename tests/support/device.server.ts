import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type BrowserContext, chromium as playwright, type Page } from "playwright-core";

/** A phone with storage of its own that survives closing the browser. */
export type Device = {
  /** Starts the browser again, with what it kept. */
  open(): Promise<Page>;
  close(): Promise<void>;
  readonly context: BrowserContext;
  /** Closes it and throws what it kept away. */
  discard(): Promise<void>;
};

const args = chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--incognito");

type DeviceOptions = {
  phone?: boolean;
  locale?: string;
  /** Names that lead to this machine, as in an intranet. */
  hosts?: string[];
};

export function newDevice(base: string, { phone = true, locale = "zh-CN", hosts = [] }: DeviceOptions = {}): Device {
  const folder = mkdtempSync(join(tmpdir(), "jianglian-device-"));
  let context: BrowserContext | undefined;
  const device: Device = {
    get context() {
      if (!context) throw new Error("The device is off.");
      return context;
    },
    async open() {
      context = await playwright.launchPersistentContext(folder, {
        executablePath: await chromium.executablePath(),
        args: [...args, ...hosts.map((host) => `--host-resolver-rules=MAP ${host} 127.0.0.1`)],
        headless: true,
        baseURL: base,
        locale,
        ignoreHTTPSErrors: true,
        ...(phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : {}),
      });
      return context.pages()[0] ?? context.newPage();
    },
    async close() {
      await context?.close();
      context = undefined;
    },
    async discard() {
      await device.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return device;
}

/** Signs a person in on a device: its cookie lasts as the product's own does. */
export async function signInOn(device: Device, base: string, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  const inAYear = Math.floor(Date.now() / 1000) + 365 * 86_400;
  await device.context.addCookies([{ name, value, url: base, expires: inAYear }]);
}

/** Waits until a page and the service worker behind it could do without signal. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(async () => {
    const owner = await new Promise<unknown>((resolve) => {
      const opening = indexedDB.open("jianglian-device");
      opening.addEventListener("success", () => {
        const db = opening.result;
        if (!db.objectStoreNames.contains("device")) {
          db.close();
          return resolve(undefined);
        }
        const asked = db.transaction("device").objectStore("device").get("owner");
        asked.addEventListener("success", () => {
          db.close();
          resolve(asked.result);
        });
      });
      opening.addEventListener("error", () => resolve(undefined));
    });
    return owner !== undefined;
  });
}

/** All rows of one of the device's stores. */
export const storeOf = (page: Page, store: string): Promise<any[]> =>
  page.evaluate(
    (store) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open("jianglian-device");
        opening.addEventListener("error", () => reject(opening.error));
        opening.addEventListener("success", () => {
          const db = opening.result;
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.addEventListener("success", () => {
            db.close();
            resolve(asked.result);
          });
        });
      }),
    store,
  );
