import { describe, expect, it } from "vitest";
import { failureReason } from "#app/lib/jobs-reason.ts";
import { mayReach } from "#app/lib/http/reachable-address.ts";
import { allMayRead, keysOfAll } from "#app/modules/notifications/robots/hearing.server.ts";
import { robotText, type News } from "#app/modules/notifications/robots/robot-text.ts";
import { GAP_MS, mattersOf, waitAfter } from "#app/modules/notifications/robots/rules.ts";
import {
  messageFor,
  placeOf,
  readAddress,
  readAnswer,
  shownAddress,
} from "#app/modules/notifications/robots/services.ts";
import { failureWords, robotsWords } from "#app/words/robots.ts";

const WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=73febdcb-1b38-4d1b-a994-790f21fc8d30";
const DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=3c2f1f0b8a7e4d5c9b6a";
const FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/0a1b2c3d-4e5f-6789-abcd-ef0123456789";
const AT = new Date(1_599_360_473_000);

describe("the services' formats, byte for byte", () => {
  it("WeCom", () => {
    const { url, body } = messageFor("WECOM", new URL(WECOM), "", "匠联：好", AT);
    expect(url.href).toBe(WECOM);
    expect(body).toBe('{"msgtype":"text","text":{"content":"匠联：好"}}');
  });

  // Expected signatures were computed with another program (Python's hmac).
  it("DingTalk signs in the address", () => {
    const { url, body } = messageFor("DINGTALK", new URL(DINGTALK), "SECthis-is-a-secret+/=", "匠联：好", AT);
    expect(url.href).toBe(
      `${DINGTALK}&timestamp=1599360473000&sign=0Cwe%2BrGwDBp1x5p9XRaahEO1FqEnnN%2BNBNMKyjl86pk%3D`,
    );
    expect(body).toBe('{"msgtype":"text","text":{"content":"匠联：好"}}');
    expect(messageFor("DINGTALK", new URL(DINGTALK), "", "x", AT).url.href).toBe(DINGTALK);
  });

  it("Feishu signs in the body", () => {
    const { url, body } = messageFor("FEISHU", new URL(FEISHU), "demo-secret", "匠联：好", AT);
    expect(url.href).toBe(FEISHU);
    expect(body).toBe(
      '{"timestamp":"1599360473","sign":"3/MaVZ8JLIy4TUG+7KSFJqvUkTKd+HWY8g+56DZWq8s=","msg_type":"text","content":{"text":"匠联：好"}}',
    );
    expect(messageFor("FEISHU", new URL(FEISHU), "", "x", AT).body).toBe('{"msg_type":"text","content":{"text":"x"}}');
  });

  it("errors come in answers that say 200", () => {
    const read = (kind: Parameters<typeof readAnswer>[0], answer: unknown, status = 200) =>
      readAnswer(kind, status, typeof answer === "string" ? answer : JSON.stringify(answer));
    expect(read("WECOM", { errcode: 0, errmsg: "ok" })).toBeNull();
    expect(read("FEISHU", { code: 0, msg: "success", data: {} })).toBeNull();
    expect(read("FEISHU", { StatusCode: 0, StatusMessage: "success" })).toBeNull();
    expect(read("WECOM", { errcode: 93000, errmsg: "invalid webhook url" })).toMatchObject({
      reason: "gone",
      code: "93000",
    });
    expect(read("WECOM", { errcode: 93000, errmsg: "Invalid input : content exceed max length" })?.reason).toBe(
      "refused",
    );
    expect(read("WECOM", { errcode: 45009, errmsg: "api freq out of limit" })?.reason).toBe("rate");
    expect(read("DINGTALK", { errcode: 310000, errmsg: "sign not match" })?.reason).toBe("signature");
    expect(read("DINGTALK", { errcode: 310000, errmsg: "keywords not in content" })?.reason).toBe("keyword");
    expect(read("DINGTALK", { errcode: 310000, errmsg: "ip 1.2.3.4 not in whitelist" })?.reason).toBe("ip");
    expect(read("DINGTALK", { errcode: 300001, errmsg: "token is not exist" })?.reason).toBe("gone");
    expect(read("DINGTALK", { errcode: 300005, errmsg: "token is not exist" })?.reason).toBe("gone");
    expect(read("DINGTALK", { errcode: 400102, errmsg: "机器人已停用" })?.reason).toBe("gone");
    expect(read("DINGTALK", { errcode: 130101, errmsg: "send too fast, exceed 20 times per minute" })?.reason).toBe(
      "rate",
    );
    expect(read("DINGTALK", { errcode: 410100, errmsg: "发送速度太快而限流" })?.reason).toBe("rate");
    expect(read("DINGTALK", { errcode: 300001, errmsg: "frequency limit" })?.reason).toBe("rate");
    expect(read("FEISHU", { code: 19001, msg: "param invalid: incoming webhook access token invalid" })?.reason).toBe(
      "gone",
    );
    expect(read("FEISHU", { code: 19002, msg: "param invalid: msg_type" })?.reason).toBe("refused");
    expect(read("FEISHU", { code: 9499, msg: "too many request" })?.reason).toBe("rate");
    expect(read("FEISHU", { code: 9499, msg: "Bad Request: fail to parse content" })?.reason).toBe("refused");
    expect(read("FEISHU", { code: 19021, msg: "sign match fail or timestamp is not within one hour" })?.reason).toBe(
      "signature",
    );
    expect(read("FEISHU", { code: 19024, msg: "Key Words Not Found" })?.reason).toBe("keyword");
    expect(read("FEISHU", { code: 11232, msg: "frequency limited psm" })?.reason).toBe("rate");
    expect(read("FEISHU", { code: 4711, msg: "?" })).toEqual({ reason: "refused", code: "4711", unsent: true });
    expect(read("WECOM", "", 302)).toMatchObject({ reason: "redirect", unsent: true });
    expect(read("WECOM", "oops", 500)).toEqual({ reason: "http", code: "500", unsent: true });
    expect(read("WECOM", "", 429)?.reason).toBe("rate");
    for (const odd of ["{", "[]", "null", '"ok"', '{"errcode":"0"}'])
      expect(read("WECOM", odd)).toEqual({ reason: "answer", unsent: false });
  });
});

describe("where a robot may be", () => {
  const at = (
    kind: Parameters<typeof placeOf>[0],
    text: string,
    allowed: { base: string; internal: boolean }[] = [],
  ) => {
    const url = readAddress(text);
    return url ? placeOf(kind, url, allowed) : "unreadable";
  };
  it("with its service, over https, in full", () => {
    expect(at("WECOM", WECOM)).toEqual({ ok: true, internal: false });
    expect(at("DINGTALK", DINGTALK)).toEqual({ ok: true, internal: false });
    expect(at("FEISHU", FEISHU.replace("feishu.cn", "larksuite.com"))).toEqual({ ok: true, internal: false });
    expect(at("WECOM", WECOM.replace("https", "http"))).toMatchObject({ why: "form" });
    expect(at("WECOM", WECOM.replace(".com/", ".com:8443/"))).toMatchObject({ why: "form" });
    expect(at("WECOM", "https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=x")).toMatchObject({ why: "form" });
    expect(at("WECOM", DINGTALK)).toMatchObject({ why: "other-kind" });
  });
  it("elsewhere only below an allowed address", () => {
    const hosts = [{ base: "https://im.example.com:8443/robots/", internal: true }];
    expect(at("WECOM", "https://im.example.com:8443/robots/send?key=1", hosts)).toEqual({ ok: true, internal: true });
    for (const other of [
      "https://im.example.com:8443/admin",
      "https://im.example.com:8443/robots-of-others/send",
      "https://im.example.com:8443/robots/../admin",
      "https://im.example.com/robots/send",
      "http://im.example.com:8443/robots/send",
      "https://im.example.com.evil.test:8443/robots/send",
      "https://qyapi.weixin.qq.com.evil.test/cgi-bin/webhook/send?key=1",
      "https://127.0.0.1/robots/send",
      "http://169.254.169.254/latest/meta-data",
    ])
      expect(at("WECOM", other, hosts), other).toMatchObject({ ok: false, why: "not-allowed" });
    for (const odd of [
      "https://user:pw@im.example.com:8443/robots/send",
      "https://im.example.com:8443/robots/..%2fadmin",
      "https://im.example.com:8443/robots/send#x",
      "ftp://im.example.com/robots/",
      "javascript:alert(1)",
      `https://im.example.com:8443/robots/${"a".repeat(600)}`,
      "nonsense",
    ])
      expect(at("WECOM", odd, hosts), odd).toBe("unreadable");
  });
  it("shows its host and no more of the secret than four characters", () => {
    expect(shownAddress(new URL(WECOM))).toBe("qyapi.weixin.qq.com ····8d30");
    expect(shownAddress(new URL("https://im.example.com/robots/send?key=short"))).toBe("im.example.com ····");
  });
});

it("addresses inside are reached with leave only, those of metadata services and oddities never", () => {
  for (const open of ["8.8.8.8", "2400:3200::1", "::ffff:8.8.8.8"]) expect(mayReach(open, false), open).toBe(true);
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.9",
    "192.168.1.1",
    "100.100.100.200",
    "::1",
    "fd00:ec2::254",
    "::ffff:10.0.0.1",
  ];
  for (const one of inside) expect([mayReach(one, false), mayReach(one, true)], one).toEqual([false, true]);
  const never = [
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "",
    "localhost",
  ];
  for (const one of never) expect([mayReach(one, false), mayReach(one, true)], one).toEqual([false, false]);
});

describe("what is news", () => {
  const of = (type: string, from: string | null, to: string | null, severity = "QUALITY") =>
    mattersOf({ type: `problem.${type}`, from, to }, severity as "QUALITY").matters;
  it("goes by the new state", () => {
    expect(of("published", "TRIAGE", "PUBLISHED")).toEqual(["published"]);
    expect(of("published", "TRIAGE", "PUBLISHED", "LINE_DOWN")).toEqual(["urgent", "published"]);
    expect(of("submitted", "DRAFT", "ENTERPRISE_REVIEW")).toEqual([]);
    expect(of("submitted", "DRAFT", "ENTERPRISE_REVIEW", "SAFETY")).toEqual(["urgent"]);
    expect(of("bid", "PUBLISHED", "CLAIMED")).toEqual(["claimed"]);
    expect(of("bid", "CLAIMED", "CLAIMED")).toEqual([]); // bids are sealed: a second one is no news
    expect(of("reopened", "SOLVED", "IN_PROGRESS")).toEqual(["reopened"]);
    expect(of("unclaimed", "PUBLISHED", "TRIAGE")).toEqual(["late"]);
  });
  it("waits longer after each failure, an hour at most", () => {
    expect([1, 2, 3, 8, 50].map((n) => waitAfter(n, "timeout", "WECOM"))).toEqual([
      30_000, 60_000, 120_000, 3_600_000, 3_600_000,
    ]);
    // DingTalk keeps who was too fast out for ten minutes, the others count by the minute.
    expect(waitAfter(0, "rate", "DINGTALK")).toBeGreaterThan(10 * 60_000);
    for (const kind of ["WECOM", "FEISHU"] as const) expect(waitAfter(9, "rate", kind)).toBeGreaterThan(60_000);
    // The strictest allows twenty messages a minute.
    expect(60_000 / GAP_MS).toBeLessThan(20);
  });
});

it("a group hears what every one of its people may read, and nothing on a stricter layer", () => {
  const now = AT;
  const alliance = keysOfAll({ id: "A", kind: "ALLIANCE", parentId: "F", inAlliances: [], parent: null });
  const studio = keysOfAll({
    id: "S",
    kind: "STUDIO",
    parentId: "E",
    inAlliances: [{ allianceId: "A" }],
    parent: { inAlliances: [{ allianceId: "B" }] },
  });
  const row = (key: string, layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL" = "SUMMARY", until: Date | null = null) => ({
    key,
    layer,
    until,
  });
  const hears = (keys: Set<string>, rows: ReturnType<typeof row>[], layer = "SUMMARY") =>
    allMayRead(keys, rows, layer, now);
  expect(hears(alliance, [row("alliance:A")])).toBe(true);
  expect(hears(alliance, [row("alliance:A")], "DETAIL")).toBe(false);
  expect(hears(alliance, [row("alliance:A", "CONFIDENTIAL")], "OWN")).toBe(false);
  for (const key of ["secretariat:A", "org:E", "alliance:B", "officer:A", "own:E", "org:A"])
    expect(hears(alliance, [row(key, "CONFIDENTIAL")]), key).toBe(false);
  for (const key of ["alliance:A", "alliance:B", "org:S", "org:E", "own:E"])
    expect(hears(studio, [row(key)]), key).toBe(true);
  for (const key of ["member:P@S", "reviewer:E", "person:P", "as:P@E", "own:S"])
    expect(hears(studio, [row(key, "CONFIDENTIAL")]), key).toBe(false);
  expect(hears(studio, [row("own:E", "CONFIDENTIAL")], "OWN")).toBe(true);
  expect(hears(alliance, [row("alliance:A", "SUMMARY", now)])).toBe(false);
});

describe("what is said", () => {
  const news = (n: number, changes: Partial<News> = {}): News => ({
    problemId: `id-${n}`,
    number: `26-${n}`,
    state: "PUBLISHED",
    partial: false,
    matter: "published",
    again: false,
    ...changes,
  });
  const BASE = "https://jl.example.com";
  it("number, state and link; one message however many there are", () => {
    expect(robotText([news(1)], "zh-CN", BASE)).toBe(
      "匠联：新发榜 26-1（已发榜）\nhttps://jl.example.com/problems/id-1",
    );
    expect(robotText([news(1, { state: "SOLVED", matter: "solved", partial: true })], "en", null)).toBe(
      "Jianglian: solved 26-1 (Partly solved)",
    );
    expect(
      robotText(
        [news(1), news(2, { matter: "urgent" }), news(1, { matter: "claimed", state: "CLAIMED" })],
        "zh-CN",
        BASE,
      ),
    ).toBe(
      [
        "匠联：2 条难题有新动态",
        "紧急难题 26-2（已发榜）",
        `${BASE}/problems/id-2`,
        "有人揭榜或已派单 26-1（有人揭榜）",
        `${BASE}/problems/id-1`,
      ].join("\n"),
    );
    const twelve = Array.from({ length: 12 }, (_, n) => news(n));
    expect(robotText(twelve, "zh-CN", BASE)).toBe(`匠联：12 条新难题\n${BASE}/problems`);
    expect(robotText([...twelve.slice(0, 8), news(20, { matter: "solved" })], "en", BASE)).toBe(
      `Jianglian: news of 9 problems: new problem 8, solved 1\n${BASE}/problems`,
    );
    expect(robotText([news(1, { again: true })], "zh-CN", null)).toBe(
      "匠联：新发榜 26-1（已发榜）（补发，可能已收到过）",
    );
  });
  it("failures are said in plain words", () => {
    expect(failureWords(robotsWords["zh-CN"], "gone 93000")).toBe("机器人已被移除或停用，请重新添加（代码 93000）");
    expect(failureWords(robotsWords.en, "timeout")).toBe("no answer within 10 seconds");
  });
});

it("of a failed job's error only kinds, codes and places are shown", () => {
  const error = {
    name: "PrismaClientKnownRequestError",
    code: "P2025",
    message: "title: 灌装机卡瓶",
    stack:
      "Error: 灌装机卡瓶\n    at f (/srv/x/app/lib/jobs.server.ts:9:1)\n    at g (/srv/x/app/modules/solving/accept.server.ts:42:7)",
  };
  expect(failureReason(error)).toEqual({
    kind: "error",
    what: "PrismaClientKnownRequestError P2025",
    where: "app/modules/solving/accept.server.ts:42",
  });
  expect(failureReason({ value: { message: "job timed out" } }).kind).toBe("timed-out");
  expect(failureReason({ value: "pg-boss shut down while active" }).kind).toBe("stopped");
  for (const odd of [
    null,
    undefined,
    "灌装机",
    { name: "灌 装", code: "灌", message: "灌装机" },
    { value: "灌装机" },
    7,
  ])
    expect(failureReason(odd)).toEqual({ kind: "error", what: "Error", where: null });
});
