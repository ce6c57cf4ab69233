import { readFileSync } from "node:fs";
import type { Request, Response } from "express";

const page = readFileSync(new URL("./unavailable.html", import.meta.url), "utf8");

/** Says that the database is away: a page to people, a problem document to programs. */
export function sendUnavailable(request: Request, response: Response): void {
  response.status(503).set({ "Retry-After": "5", "Cache-Control": "no-store" });
  if (request.accepts(["html", "json"]) === "json") {
    response.type("application/problem+json").send({ title: "The database cannot be reached", status: 503 });
  } else {
    response.type("html").send(page.replace("NONCE", String(response.locals.cspNonce)));
  }
}
