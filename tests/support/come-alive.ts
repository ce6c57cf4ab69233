import type { Page } from "playwright-core";

/** Waits until React has taken over what the server sent, or a part of it: before that nothing there answers. */
export const comeAlive = (page: Page, part = "h1"): Promise<unknown> =>
  page.waitForFunction(
    (selector) => Object.keys(document.querySelector(selector) ?? {}).some((key) => key.startsWith("__reactFiber")),
    part,
  );
