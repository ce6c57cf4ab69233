import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./components/frame/nonce.tsx";
import { installFormMessages } from "./lib/form-messages.ts";
import { titleFirst } from "./lib/http/title-first.server.ts";
import { wholeCharacters } from "./lib/http/whole-characters.server.ts";
import { DEFAULT_LOCALE, type Locale, words } from "./lib/i18n.ts";
import { manifestFor } from "./lib/language-assets.ts";
import { commonWords } from "./words/common.ts";

export { boot } from "#app/boot.server.ts";
export { explain } from "#app/explain.server.ts";

/** After this long, parts of a page that still wait are given up and the page ends. */
export const streamTimeout = 5_000;

installFormMessages();

/** The reader's language, as the page's frame says it. */
function localeOf(context: EntryContext): Locale {
  const frame: { locale?: Locale } | undefined = context.staticHandlerContext.loaderData.root;
  return frame?.locale ?? DEFAULT_LOCALE;
}

/** A form that came back: its page's title says so first, as `ErrorSummary` does where there is script. */
function isRefused({ actionData, errors }: EntryContext["staticHandlerContext"], status: number): boolean {
  return status >= 400 && actionData !== null && !errors;
}

/** Renders a page as a stream; readers without script (and crawlers) get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = typeof loadContext.cspNonce === "string" ? loadContext.cspNonce : undefined;
  const ready = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
  const locale = localeOf(context);
  const manifest = manifestFor(context.manifest, locale);
  const { labelled, error } = words(commonWords, locale);
  const before = isRefused(context.staticHandlerContext, status) ? labelled(error, "") : null;
  let answer = status;
  return new Promise((resolve, reject) => {
    let started = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={{ ...context, manifest }} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        [ready]() {
          started = true;
          const body = wholeCharacters();
          const page = before === null ? body : body.pipe(titleFirst(before));
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(page), { headers, status: answer }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          answer = 500;
          // Before the shell stands, onShellError passes it on and it is logged there.
          if (started && !request.signal.aborted) console.error(error);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}
