import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#app/lib/env.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";

/** What upload addresses are signed at; the browser gets them without it and asks us, wherever it found us. */
export const SIGNED_AT = "http://uploads.invalid";
export const INGEST_PATH = "/ingest";

/** True when files come in through UploadThing's cloud instead of here. */
export const uploadsOutside = (): boolean => env().UPLOADTHING_TOKEN !== undefined;

/** Signs uploads that come in here; known to nobody outside this installation. */
const ownApiKey = (): string =>
  `sk_${createHmac("sha256", runtimeFacts().secrets.app).update("uploads").digest("hex")}`;

/** The token as UploadThing's library wants it. */
export function uploadToken(): string {
  const own = () => ({ apiKey: ownApiKey(), appId: "local", regions: ["local"] });
  return env().UPLOADTHING_TOKEN ?? Buffer.from(JSON.stringify(own())).toString("base64");
}

/** A signature of ours in the protocol's form. */
export const sign = (text: string): string =>
  `hmac-sha256=${createHmac("sha256", ownApiKey()).update(text).digest("hex")}`;

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export type SignedFile = { key: string; name: string; size: number; type: string; slug: string; clientId: string };

/** The file that an upload address speaks of. @throws forbidden when we did not sign it or it has run out */
export function signedFile(request: Request, now: Date): SignedFile {
  const { pathname, search, searchParams } = new URL(request.url);
  const full = SIGNED_AT + pathname + search;
  const at = full.lastIndexOf("&signature=");
  if (at < 0 || !same(sign(full.slice(0, at)), searchParams.get("signature") ?? "")) throw forbidden("upload-lost");
  if (Number(searchParams.get("expires")) < now.getTime()) throw forbidden("upload-lost");
  const value = (name: string) => decodeURIComponent(searchParams.get(`x-ut-${name}`) ?? "");
  const key = pathname.slice(INGEST_PATH.length + 1);
  if (!/^[A-Za-z0-9]{20,100}$/.test(key)) throw notFound();
  return {
    key,
    name: value("file-name"),
    size: Number(value("file-size")),
    type: value("file-type"),
    slug: value("slug"),
    clientId: value("custom-id"),
  };
}
