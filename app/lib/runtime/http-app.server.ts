import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { createRequestHandler, type RequestHandler as RemixHandler, type ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request as ExpressRequest,
  type RequestHandler,
} from "express";
import { guardRoutes } from "#app/lib/http/guard-routes.server.ts";
import { localeOfVersion, manifestFor } from "#app/lib/language-assets.ts";
import type { Log } from "#app/lib/log.server.ts";
import type { DatabaseMonitor } from "./database-monitor.server.ts";
import type { RuntimeFacts } from "./facts.server.ts";
import { bodyLimit, hostCheck, originCheck, type SecurityOptions, securityHeaders } from "./http-security.server.ts";
import { sendUnavailable } from "./http-unavailable.server.ts";
import { clientBuild } from "./product-build.server.ts";
import { projectFolder } from "./project.server.ts";
import { sendWebResponse, toWebRequest } from "./remix-bridge.server.ts";
import { createRoomsHandler, MANIFEST } from "./route-rooms.server.ts";

export type AppParts = {
  facts: RuntimeFacts;
  monitor: DatabaseMonitor;
  log: Log;
  trustProxy: number;
  https: boolean;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Vite's handlers, in development. */
  development?: RequestHandler;
};

/** Everything between a connection and Remix, in the order a request meets it. */
export function createApp({ facts, monitor, log, trustProxy, https, build, development }: AppParts): Express {
  const security: SecurityOptions = { publicUrl: facts.publicUrl, https, development: development !== undefined };
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustProxy);

  app.use(hostCheck, securityHeaders(security));
  app.get("/healthz", health(facts, monitor));
  // Below this, what compression adds is more than it saves.
  app.use(compression({ threshold: 256 }));
  if (development) {
    app.use(development);
    app.use(express.static(join(projectFolder, "public"), { maxAge: 0 }));
  } else {
    app.use(
      "/assets",
      express.static(join(clientBuild, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
    );
    app.use(onlyFiles(express.static(clientBuild, { maxAge: "1h", redirect: false, setHeaders: askAnew })));
  }
  app.use(originCheck(security), bodyLimit);
  app.all("*", pages(build, facts.mode, monitor, log));
  app.use(lastResort(log));
  return app;
}

/** A service worker that was replaced must be found out at the next visit. */
function askAnew(response: ServerResponse, file: string): void {
  if (/service-worker\.js$|\.webmanifest$/.test(file)) response.setHeader("Cache-Control", "no-cache");
}

/** Pages have no ending: no need to look on the disk for each. */
function onlyFiles(files: RequestHandler): RequestHandler {
  return (request, response, next) => (/\.(?!data$)\w+$/.test(request.path) ? files(request, response, next) : next());
}

function health(facts: RuntimeFacts, monitor: DatabaseMonitor): RequestHandler {
  return async (_request, response) => {
    const [database, search] = await Promise.all([monitor.check(), searchState(facts)]);
    response
      .status(database ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({
        status: database ? "ok" : "unavailable",
        version: facts.version,
        database: database ? "ok" : "away",
        search,
      });
  };
}

async function searchState({ meili }: RuntimeFacts): Promise<string> {
  if (!meili) return "postgres";
  const answer = await fetch(`${meili.url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer?.ok ? "meilisearch" : "meilisearch away, postgres";
}

/** Which handler answers a request; in development there is one, which loads the build anew. */
function handlersOf(build: AppParts["build"], mode: string): (request: ExpressRequest) => RemixHandler {
  if (typeof build === "function") {
    const answer = createRequestHandler(async () => guardRoutes(await build()), mode);
    return () => answer;
  }
  const guarded = guardRoutes(build);
  const answer = createRoomsHandler(guarded, mode);
  const english = { ...guarded, assets: manifestFor(guarded.assets, "en") };
  const answerEnglish = createRoomsHandler(english, mode)(MANIFEST);
  // A page that is open asks where further routes' scripts are, and must get those of its own language.
  return ({ path, query }) =>
    path === MANIFEST && localeOfVersion(String(query.version)) === "en" ? answerEnglish : answer(path);
}

function pages(build: AppParts["build"], mode: string, monitor: DatabaseMonitor, log: Log): RequestHandler {
  const answerFor = handlersOf(build, mode);
  return async (request, response, next) => {
    if (!monitor.isUp()) return sendUnavailable(request, response);
    try {
      const page = await answerFor(request)(toWebRequest(request, response), { cspNonce: response.locals.cspNonce });
      // Whoever asked has turned to another page: no fault, and nobody to answer.
      if (response.destroyed) return void page.body?.cancel();
      // The database may have gone in the middle of this request: then it was not the request's fault.
      if (page.status >= 500 && !(await monitor.check())) {
        await page.body?.cancel();
        return sendUnavailable(request, response);
      }
      if (page.status >= 500) log.warn(`${request.method} ${request.path} answered ${page.status}`);
      // What one person may read belongs into no shared cache, and into none after signing out.
      if (!page.headers.has("Cache-Control")) page.headers.set("Cache-Control", "private, no-cache");
      await sendWebResponse(response, page);
    } catch (error) {
      if (request.destroyed || response.destroyed) return;
      next(error);
    }
  };
}

function lastResort(log: Log): ErrorRequestHandler {
  return (error: Error & { status?: number }, request, response, _next) => {
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error(`${request.method} ${request.path}`, { error });
    if (response.headersSent) return response.destroy();
    const text =
      status === 500
        ? "Something went wrong.\n出错了。"
        : status === 404
          ? "Not found.\n没有这个地址。"
          : "Bad request.\n请求有误。";
    response.status(status).type("text/plain; charset=utf-8").send(text);
  };
}
