import { readUnsent, tellUnsent } from "./unsent.ts";

/** How the framework sends a page's form: to the page's address with this ending. */
const isForm = (input: RequestInfo | URL, init?: RequestInit): boolean =>
  init?.method === "POST" && new URL(String(input), location.href).pathname.endsWith(".data");

/** The server took nothing and led to the sign-in page: it knows nobody of that session, or knows them as somebody else. */
function refusalIn(answer: Response): "signed-out" | "other-person" | undefined {
  const [, why] = /[?&]unsent=(\w+)/.exec(answer.headers.get("location") ?? "") ?? [];
  if (why) return why === "other" ? "other-person" : "signed-out";
}
/** Who the page was opened for. */
const reader = (): string | undefined => window.__remixRouter.state.loaderData.root?.person?.id;
/** Somebody pressed a button; a form that only asks for a preview sends nothing that could be missed. */
function isPressed(): boolean {
  const { navigation, fetchers } = window.__remixRouter.state;
  return [navigation, ...fetchers.values()].some(
    ({ state, formData }) => state === "submitting" && formData?.get("intent") !== "preview",
  );
}
/** It stands until the form is sent again, or another page opened, which ends it. */
const standing = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

const NO_BODY = new Set([204, 205]);

/**
 * Lets a form that reached nobody stay where it is. The framework would put an error page or the sign-in page in its
 * place, and what was typed would go with it; it has no say in that but through its `fetch`. So such a request is neither
 * answered nor failed. It says whose page it comes from, for another tab may have signed in somebody else since.
 * @returns undoes it
 */
export function failInPlace(): () => void {
  const reach = window.fetch;
  const careful: typeof fetch = async (input, init) => {
    if (!isForm(input, init)) return reach(input, init);
    if (isPressed()) tellUnsent(null);
    const headers = new Headers(init?.headers);
    if (person) headers.set("X-Person", person);
    try {
      const answer = await reach(input, { ...init, headers });
      // Half an answer is none.
      const body = await answer.arrayBuffer();
      const refusal = refusalIn(answer);
      if (refusal && init?.signal) {
        if (isPressed()) tellUnsent(refusal);
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
  // Reading the page anew may name somebody else, and leaves what was typed.
  let person = reader();
  const unsubscribe = window.__remixRouter.subscribe(({ location: { key } }) => {
    if (key === here) return;
    tellUnsent(null);
    here = key;
    person = reader();
  });
  window.fetch = careful;
  addEventListener("online", back);
  return () => {
    window.fetch = reach;
    unsubscribe();
    removeEventListener("online", back);
  };
}
