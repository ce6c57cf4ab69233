import { createHmac } from "node:crypto";
import type { Failure, RobotKind } from "./rules.ts";

/** Where a service's robots are; addresses elsewhere must stand on the administrator's list. */
const PUBLIC: Record<RobotKind, { hosts: readonly string[]; holdsSecret: (url: URL) => boolean }> = {
  WECOM: {
    hosts: ["qyapi.weixin.qq.com"],
    holdsSecret: (url) => url.pathname === "/cgi-bin/webhook/send" && !!url.searchParams.get("key"),
  },
  DINGTALK: {
    hosts: ["oapi.dingtalk.com"],
    holdsSecret: (url) => url.pathname === "/robot/send" && !!url.searchParams.get("access_token"),
  },
  FEISHU: {
    hosts: ["open.feishu.cn", "open.larksuite.com"],
    holdsSecret: (url) => /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/.test(url.pathname),
  },
};

export type AllowedHost = { base: string; internal: boolean };
export type Place = { ok: true; internal: boolean } | { ok: false; why: "form" | "other-kind" | "not-allowed" };

const MOST_CHARACTERS = 500;

/** An address as it was typed; null for what is none, or holds a name and password, or hides a slash. */
export function readAddress(text: string): URL | null {
  if (text.length > MOST_CHARACTERS || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username || url.password || url.hash || /%(2f|5c|00)/i.test(url.pathname)) return null;
  return url;
}

const under = (url: URL, base: string): boolean => {
  const allowed = new URL(base);
  return url.origin === allowed.origin && url.pathname.startsWith(allowed.pathname);
};

/** Whether a robot of this kind may be at an address: with its service, over https, or where an administrator allowed it. */
export function placeOf(kind: RobotKind, url: URL, allowed: readonly AllowedHost[]): Place {
  const host = allowed.find((one) => under(url, one.base));
  if (host) return { ok: true, internal: host.internal };
  const isPublic = (one: RobotKind) => PUBLIC[one].hosts.includes(url.hostname);
  if (isPublic(kind)) {
    const right = url.protocol === "https:" && url.port === "" && PUBLIC[kind].holdsSecret(url);
    return right ? { ok: true, internal: false } : { ok: false, why: "form" };
  }
  const other = (Object.keys(PUBLIC) as RobotKind[]).some(isPublic);
  return { ok: false, why: other ? "other-kind" : "not-allowed" };
}

/** What of an address may be shown: its host and the last four characters of a long secret. */
export function shownAddress(url: URL): string {
  const secret = url.searchParams.get("key") ?? url.searchParams.get("access_token") ?? url.pathname.split("/").at(-1);
  return `${url.host} ····${secret && secret.length >= 16 ? secret.slice(-4) : ""}`;
}

const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64");

export type Message = { url: URL; body: string };

/**
 * The request for a text, as the service wants it. Signatures: DingTalk "timestamp\nsecret" in milliseconds with the
 * secret as key, in the address; Feishu an empty text in seconds with "timestamp\nsecret" as key, in the body.
 * (open.dingtalk.com "custom robot security settings"; open.feishu.cn "custom bot guide"; developer.work.weixin.qq.com 91770)
 */
export function messageFor(kind: RobotKind, address: URL, secret: string, text: string, now: Date): Message {
  const url = new URL(address);
  if (kind === "FEISHU") {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signed = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") } : {};
    return { url, body: JSON.stringify({ ...signed, msg_type: "text", content: { text } }) };
  }
  if (kind === "DINGTALK" && secret) {
    const timestamp = String(now.getTime());
    url.searchParams.set("timestamp", timestamp);
    url.searchParams.set("sign", hmac(secret, `${timestamp}\n${secret}`));
  }
  return { url, body: JSON.stringify({ msgtype: "text", text: { content: text } }) };
}

type Reading = (code: number, said: string) => Failure["reason"];

/** Services change their codes for "too fast" more often than their words. */
const TOO_FAST = /too (fast|many|frequent)|freq(uency)?[ _](out of )?limit|rate limit|exceed \d+ times|限流/i;

/**
 * What the codes mean, as the services document them and as they answer today (checked in November 2026).
 * WeCom (path/91770, path/90313): 93000 also says that a text is too long. DingTalk ("custom-robots-send-group-messages"):
 * a token it does not know answers 300005, earlier 300001; 310000 is any of three security settings; 130101, 410100 and
 * 660026 are its limits. Feishu ("custom-bot"): 19001 is an address it does not know, 19002 a bad request, 11232 its limit.
 */
const READINGS: Record<RobotKind, Reading> = {
  WECOM: (code, said) => {
    if (code === 93000 && /exceed max length|invalid request parameter/i.test(said)) return "refused";
    if ([93000, 93004, 93008].includes(code)) return "gone";
    if ([45009, 45033].includes(code)) return "rate";
    return code === 60020 ? "ip" : "refused";
  },
  DINGTALK: (code, said) => {
    if (code === 310000) {
      if (/keyword|关键词/i.test(said)) return "keyword";
      return /\bip\b|白名单/i.test(said) ? "ip" : "signature";
    }
    if ([300001, 300005, 400013, 400101, 400102, 400106].includes(code)) return "gone";
    return [90030, 130101, 410100, 660026].includes(code) ? "rate" : "refused";
  },
  FEISHU: (code) => {
    const known: Record<number, Failure["reason"]> = {
      19001: "gone",
      19021: "signature",
      19022: "ip",
      19024: "keyword",
      11232: "rate",
    };
    return known[code] ?? "refused";
  },
};

const fieldOf = (answer: object, ...names: string[]): unknown =>
  names.map((name) => (answer as Record<string, unknown>)[name]).find((value) => value !== undefined);

/** What a service's answer says: null when it took the message. Errors come with status 200 too, as a code that is not 0. */
export function readAnswer(kind: RobotKind, status: number, text: string): Failure | null {
  if (status >= 300 && status < 400) return { reason: "redirect", unsent: true };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = null;
  }
  const said = typeof answer === "object" && answer !== null ? answer : {};
  const code = fieldOf(said, "errcode", "code", "StatusCode");
  if (typeof code === "number" && code !== 0) {
    const words = String(fieldOf(said, "errmsg", "msg", "StatusMessage") ?? "");
    const reason = TOO_FAST.test(words) ? "rate" : READINGS[kind](code, words);
    return { reason, code: String(code), unsent: true };
  }
  if (status === 429) return { reason: "rate", unsent: true };
  if (status < 200 || status >= 300) return { reason: "http", code: String(status), unsent: true };
  // Neither yes nor no: it may have arrived.
  return code === 0 ? null : { reason: "answer", unsent: false };
}
