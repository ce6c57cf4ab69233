import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Whether a request carries the right signature of AWS, version 4, in its header: the server behind does not look. */
export function rightlySigned(request: IncomingMessage, secret: string): boolean {
  const header = request.headers.authorization ?? "";
  const [, scope = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(header) ?? [];
  const [day = "", region = "", service = ""] = scope.split("/");
  const { pathname, searchParams } = new URL(request.url ?? "", "http://s3");
  const encoded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  const query = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const payload = String(request.headers["x-amz-content-sha256"]);
  const asked = [request.method, pathname, query.join("&"), headers.join(""), names, payload].join("\n");
  const hash = createHash("sha256").update(asked).digest("hex");
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hash].join("\n");
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, day));
  return names.includes("host") && createHmac("sha256", key).update(toSign).digest("hex") === signature;
}
