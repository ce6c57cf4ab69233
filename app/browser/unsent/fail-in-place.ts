import { readUnsent, tellUnsent } from "./unsent.ts";

/** How the framework sends a page's form: to the page's address with this ending. */
const isForm = (input: RequestInfo | URL, init?: RequestInit): boolean =>
  init?.method === "POST" && new URL(String(input), location.href).pathname.endsWith(".data");

/** The server knows nobody of that session: it led to the sign-in page, and took nothing. */
const isSignedOut = (answer: Response): boolean => /[?&]unsent=1/.test(answer.headers.get("location") ?? "");
/** Somebody pressed a button; a form that only asks in the background sends nothing that could be missed. */
const isPressed = (): boolean => window.__remixRouter.state.navigation.state === "submitting";
/** It stands until the form is sent again, or another page opened, which ends it. */
const standing = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

const NO_BODY = new Set([204, 205]);

/**
 * Lets a form that reached nobody stay where it is. The framework would put an error page or the sign-in page in its
 * place, and what was typed would go with it; it has no say in that but through its `fetch`. So such a request is neither
 * answered nor failed. @returns undoes it
 */
export function failInPlace(): () => void {
  const reach = window.fetch;
  const careful: typeof fetch = async (input, init) => {
    if (!isForm(input, init)) return reach(input, init);
    try {
      const answer = await reach(input, init);
      // Half an answer is none.
      const body = await answer.arrayBuffer();
      if (isSignedOut(answer) && init?.signal) {
        if (isPressed()) tellUnsent("signed-out");
        return standing(init.signal);
      }
      return new Response(NO_BODY.has(answer.status) ? null : body, answer);
    } catch (error) {
      const signal = init?.signal;
      // Ended by us, or nothing the network did.
      if (!signal || signal.aborted || !(error instanceof TypeError)) throw error;
      if (isPressed()) tellUnsent("no-signal");
      return standing(signal);
    }
  };
  // Who is signed out has to sign in first, with whatever signal.
  const back = () => readUnsent() === "no-signal" && tellUnsent("signal-back");
  let here = window.__remixRouter.state.location.key;
  const unsubscribe = window.__remixRouter.subscribe(({ location: { key } }) => {
    if (key !== here) tellUnsent(null);
    here = key;
  });
  window.fetch = careful;
  addEventListener("online", back);
  return () => {
    window.fetch = reach;
    unsubscribe();
    removeEventListener("online", back);
  };
}
