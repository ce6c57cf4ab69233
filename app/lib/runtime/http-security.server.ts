import { randomBytes } from "node:crypto";
import type { RequestHandler, Response } from "express";

export type SecurityOptions = { publicUrl: string | null; https: boolean; development: boolean };

const MAX_FORM_BYTES = 2_000_000;
const MAX_UPLOAD_BYTES = 64_000_000;
/** Where files come in; how long one may be, its signed address says. */
const INGEST = /^\/ingest\/\w+$/;
const MAX_INGEST_BYTES = 600_000_000;
/** Where browsers bring files when UPLOADTHING_TOKEN is set; UploadThing's library reads the same two variables. */
function uploadCloud(): string {
  const { UPLOADTHING_TOKEN: token, UPLOADTHING_INGEST_URL: other } = process.env;
  if (!token) return "";
  if (other) return ` ${new URL(other).origin}`;
  const { ingestHost = "ingest.uploadthing.com" } = JSON.parse(Buffer.from(token, "base64").toString());
  return ` https://*.${ingestHost}`;
}

/** Headers of every answer, and the nonce that this answer's own scripts carry. */
export function securityHeaders({ https, development }: SecurityOptions): RequestHandler {
  const cloud = uploadCloud();
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString("base64");
    response.locals.cspNonce = nonce;
    response.set({
      "Content-Security-Policy": contentPolicy(nonce, development, cloud),
      "Cross-Origin-Resource-Policy": "same-origin",
      "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
    });
    if (https) {
      response.set({
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=15552000",
      });
    }
    next();
  };
}

function contentPolicy(nonce: string, development: boolean, cloud: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Vite brings styles in by script and reloads over a socket.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self'${development ? " ws: wss:" : ""}${cloud}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A Host header we could not build an address from is refused. */
export const hostCheck: RequestHandler = (request, response, next) => {
  const host = request.headers.host ?? "";
  if (/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) && URL.canParse(`http://${host}`)) return next();
  refuse(response, 400, "The Host header is missing or not a host.");
};

/**
 * Lets a request that changes something pass only from our own pages (CSRF). Browsers say where they come from:
 * Origin on every such request, older ones Referer. A client that says nothing at all is not a browser and
 * cannot be abused through one.
 */
export function originCheck({ publicUrl }: SecurityOptions): RequestHandler {
  return (request, response, next) => {
    if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return next();
    const hosts = new Set([request.headers.host, request.hostname]);
    if (publicUrl) hosts.add(new URL(publicUrl).host);
    const site = request.headers["sec-fetch-site"];
    const said = request.headers.origin ?? request.headers.referer;
    const ours =
      said === undefined
        ? site === undefined || site === "same-origin" || site === "none"
        : URL.canParse(said) && hosts.has(new URL(said).host);
    if (ours) return next();
    refuse(
      response,
      403,
      "This request came from another site and was not carried out.\n这个请求来自其他网站，没有执行。",
    );
  };
}

/** Bodies have a stated length, and a limit. */
export const bodyLimit: RequestHandler = (request, response, next) => {
  if (["GET", "HEAD"].includes(request.method)) return next();
  if (request.headers["transfer-encoding"] !== undefined) {
    return refuse(response, 411, "The length of the body must be stated (Content-Length).");
  }
  const isForm = request.is("application/x-www-form-urlencoded") || request.is("application/json");
  const isIngest = request.method === "PUT" && INGEST.test(request.path);
  const limit = isForm ? MAX_FORM_BYTES : isIngest ? MAX_INGEST_BYTES : MAX_UPLOAD_BYTES;
  if (Number(request.headers["content-length"] ?? 0) <= limit) return next();
  const megabytes = limit / 1_000_000;
  const text = `This is too large: at most ${megabytes} MB at once.\n内容太大，一次最多 ${megabytes} MB。`;
  // Answered at once, and the rest is thrown away as it comes: closing the connection under a browser that is
  // still sending would hide the answer. The request's time limit bounds this.
  request.resume();
  response.status(413).type("text/plain; charset=utf-8").send(text);
};

function refuse(response: Response, status: number, text: string): void {
  // The body may be unread; the connection cannot be used again.
  response.status(status).set("Connection", "close").type("text/plain; charset=utf-8").send(text);
}
