import { env } from "./env.server.ts";
import { printedAddress } from "./runtime/http-listen.server.ts";
import { runtimeFacts } from "./runtime/facts.server.ts";

/** A path as people outside of a request can open it: at PUBLIC_URL, or at the address this machine has. */
export const publicAddress = (path: string): string =>
  (runtimeFacts().publicUrl ?? printedAddress(env())).replace(/\/+$/, "") + path;
