import { lookup as systemLookup } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { env } from "#app/lib/env.server.ts";
import { mayReach } from "./reachable-address.ts";

export type OutboundFailure =
  | "unknown-host"
  | "internal-address"
  | "unreachable"
  | "certificate"
  | "timeout"
  | "cut-off"
  | "too-long";

/** A call to the outside that brought no answer. Its message names no address: those hold secrets. */
export class OutboundError extends Error {
  readonly reason: OutboundFailure;
  /** True when nothing can have arrived; false when that is not known. */
  readonly unsent: boolean;

  constructor(reason: OutboundFailure, unsent: boolean) {
    super(`outbound call: ${reason}`);
    this.name = "OutboundError";
    this.reason = reason;
    this.unsent = unsent;
  }
}

type Found = { address: string; family: number }[];
export type Outside = {
  /** How names are looked up; tests bring their own. */
  lookup?: (host: string) => Promise<Found>;
  /** The certificate authority of a test's server. */
  ca?: string;
  connectMs?: number;
  totalMs?: number;
};

const CONNECT_MS = 5_000;
const TOTAL_MS = 10_000;
const MOST_BYTES = 64 * 1024;

const CERTIFICATE = /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(VERIFY|GET_ISSUER)|ERR_TLS|ERR_SSL|EPROTO/;

/** Where a host is; every address of it must be allowed, so that a name cannot hide one behind another. */
async function addressesOf(host: string, internal: boolean, outside: Outside): Promise<Found> {
  const literal = host.replace(/^\[|\]$/g, "");
  const family = isIP(literal);
  const look = outside.lookup ?? ((name: string) => systemLookup(name, { all: true }));
  const found = family
    ? [{ address: literal, family }]
    : await look(host).catch(() => {
        throw new OutboundError("unknown-host", true);
      });
  if (found.length === 0) throw new OutboundError("unknown-host", true);
  if (!found.every(({ address }) => mayReach(address, internal))) throw new OutboundError("internal-address", true);
  return found;
}

/** Answers with what was checked and nothing else: between the check and the connection no name is asked again. */
const fixed =
  (found: Found): LookupFunction =>
  (_host, options, callback) => {
    const [first] = found;
    if (options.all) callback(null, found);
    else callback(null, first?.address ?? "", first?.family);
  };

/** Only the proxy of the settings counts, whatever else the environment says. */
const throughProxy = (proxy: string): https.Agent =>
  new https.Agent({ proxyEnv: { HTTPS_PROXY: proxy } as unknown as NodeJS.ProcessEnv });

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new OutboundError("too-long", false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Posts JSON to an address outside and reads the answer, whatever its status. Redirects are not followed, names are
 * looked up once and checked (`internal`: an administrator allowed addresses of the internal network), connecting ends
 * after 5 s, everything after 10 s, an answer after 64 KB. With OUTBOUND_PROXY what is not internal goes through it.
 * @throws OutboundError
 */
export async function postJson(
  url: URL,
  body: string,
  { internal = false, ...outside }: Outside & { internal?: boolean } = {},
): Promise<{ status: number; text: string }> {
  const secure = url.protocol === "https:";
  const proxy = internal || !secure ? undefined : env().OUTBOUND_PROXY;
  const deadline = AbortSignal.timeout(outside.totalMs ?? TOTAL_MS);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () => reject(new OutboundError("timeout", true)), { once: true });
  });
  late.catch(() => {});
  // Through a proxy it is the proxy that looks the name up.
  const found = proxy ? null : await Promise.race([addressesOf(url.hostname, internal, outside), late]);
  let connected = false;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { request } = secure ? https : http;
    const agent = proxy ? throughProxy(proxy) : new (secure ? https : http).Agent();
    const sending = request(
      url,
      {
        method: "POST",
        agent,
        signal: deadline,
        ca: outside.ca,
        ...(found && { lookup: fixed(found) }),
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Content-Length": Buffer.byteLength(body),
          "User-Agent": "Jianglian",
          Connection: "close",
        },
      },
      resolve,
    );
    const connecting = setTimeout(
      () => sending.destroy(new OutboundError("timeout", true)),
      outside.connectMs ?? CONNECT_MS,
    );
    sending.on("socket", (socket) => {
      const ready = () => {
        connected = true;
        clearTimeout(connecting);
      };
      // A proxy's tunnel is handed over when it stands.
      if (proxy) ready();
      else socket.once(secure ? "secureConnect" : "connect", ready);
    });
    sending.on("error", reject);
    sending.on("close", () => clearTimeout(connecting));
    sending.end(body);
  }).catch((error: unknown) => {
    throw asOutboundError(error, connected, deadline.aborted);
  });
  try {
    return { status: answer.statusCode ?? 0, text: await readText(answer) };
  } catch (error) {
    throw asOutboundError(error, true, deadline.aborted);
  } finally {
    answer.destroy();
  }
}

function asOutboundError(error: unknown, connected: boolean, late: boolean): OutboundError {
  if (error instanceof OutboundError) return error;
  if (late) return new OutboundError("timeout", !connected);
  const code = String((error as { code?: unknown }).code ?? "");
  if (CERTIFICATE.test(code)) return new OutboundError("certificate", true);
  return new OutboundError(connected ? "cut-off" : "unreachable", !connected);
}
