import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ReactNode } from "react";
import { DEFAULT_LOCALE, words } from "#app/lib/i18n.ts";
import { LocaleProvider } from "#app/lib/i18n-context.tsx";
import { loadFrame } from "#app/modules/accounts/load-frame.server.ts";
import { commonWords } from "#app/words/common.ts";
import { errorPagesWords } from "#app/words/error-pages.ts";
import { NowProvider } from "./components/facts/now-context.tsx";
import { ErrorPage } from "./components/frame/error-page.tsx";
import { FollowLanguage } from "./components/frame/follow-language.tsx";
import { type Frame, signedOutFrame } from "./components/frame/frame-data.ts";
import { useNonce } from "./components/frame/nonce.tsx";
import { PageFrame } from "./components/frame/page-frame.tsx";
import { readError } from "./components/frame/read-error.ts";
import { useOfflineInstead } from "./components/outbox/use-offline-instead.ts";
import stylesheet from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icon-180.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  const locale = data?.locale ?? DEFAULT_LOCALE;
  const w = words(commonWords, locale);
  if (!error) return [{ title: w.productLong }];
  return [{ title: w.titleWithProduct(words(errorPagesWords, locale).titles[readError(error).status]) }];
};

export async function loader({ request }: LoaderFunctionArgs): Promise<Frame> {
  return await loadFrame(request);
}

/** The document around pages and error pages alike; without the loader's answer it is a signed-out Chinese page. */
export function Layout({ children }: { children: ReactNode }) {
  const loaded = useRouteLoaderData<typeof loader>("root");
  const frame = loaded ?? signedOutFrame(DEFAULT_LOCALE, 0, false);
  const nonce = useNonce();
  return (
    <html lang={frame.locale} data-theme={frame.theme === "system" ? undefined : frame.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1b1f23" media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleProvider locale={frame.locale}>
          <NowProvider now={frame.now}>
            <PageFrame frame={frame}>{children}</PageFrame>
          </NowProvider>
        </LocaleProvider>
        <FollowLanguage locale={frame.locale} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** Any error no route answered itself. When not even the frame could be loaded, the reader's language is unknown: both. */
export function ErrorBoundary() {
  const known = useRouteLoaderData<typeof loader>("root") !== undefined;
  const error = useRouteError();
  useOfflineInstead(error);
  return <ErrorPage error={readError(error)} bilingual={!known} />;
}
