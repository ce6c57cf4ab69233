import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tellWhenPrinted } from "#app/browser/live/printed-now.ts";
import { failInPlace } from "#app/browser/unsent/fail-in-place.ts";
import { readUnsent, tellUnsent } from "#app/browser/unsent/unsent.ts";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { knownTo, opinionSince, reasonSince } from "#app/routes/awards.applications.$id._index/since.ts";
import { Lost } from "#app/routes/awards.applications.$id.score/sheet.tsx";

const plain = (markup: string): string => markup.replace(/<!-- -->/g, "").replace(/<[^>]*>/g, " ");

it("names a field's row only where its name is the list's", () => {
  const form = {
    id: "round",
    allErrors: { "scores[2].points": ["请填写"], "lines[0].target": ["请填写"], "columns[3]": ["选过了"] },
  };
  const markup = renderToString(
    <ErrorSummary form={form} labels={{ "scores[2].points": "难度", lines: "目标", "columns[3]": "备注" }} />,
  );
  expect(plain(markup)).toMatch(/难度：请填写.*目标（第 1 行）：请填写.*备注：选过了/);
  expect(markup).not.toMatch(/第 [34] 行/);
});

it("a notice is called as everything else is, with the colon of its language", () => {
  expect(plain(renderToString(<Notice kind="error">坏了</Notice>))).toMatch(/出错：\s+坏了/);
});

it("a print says when it was printed, by the organisation's clock", () => {
  const text = { nodeValue: "匠联 · 2 号 2026-01-01 厂 · 打印时间 2026-11-20 14:05" };
  const line = { firstChild: text, textContent: text.nodeValue, dataset: { zone: "Asia/Urumqi" } };
  let print = () => {};
  vi.stubGlobal("document", { querySelector: () => line });
  vi.stubGlobal("addEventListener", (name: string, listener: () => void) => {
    if (name === "beforeprint") print = listener;
  });
  vi.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 10, 21, 3, 4));
  tellWhenPrinted();
  print();
  vi.mocked(Date.now).mockRestore();
  vi.unstubAllGlobals();
  expect(text.nodeValue).toBe("匠联 · 2 号 2026-01-01 厂 · 打印时间 2026-11-21 09:04");
});

describe("a sheet handed in elsewhere", () => {
  const lost = (typed: { points?: string; remark?: string } | undefined, points = "8.5", remark = "好") =>
    plain(renderToString(<Lost typed={typed} points={points} remark={remark} />)).trim();
  it("says what was typed here only where it is something else, and in points", () => {
    expect([lost(undefined), lost({}), lost({ points: "", remark: "" })]).toEqual(["", "", ""]);
    expect(lost({ points: "８.50", remark: "好 \r\n" })).toBe("");
    expect(lost({ points: "9", remark: "好" })).toMatch(/^您刚才填的，没有存上\s+9 分$/);
    expect(lost({ points: "9.10", remark: "很好" })).toMatch(/9.1 分 · 很好$/);
    expect(lost({ points: "八分", remark: "" }, "")).toMatch(/没有存上\s+八分$/);
  });
});

describe("beside what was typed on an application's way stands what came after it", () => {
  const at = "2026-11-20T06:05:00Z";
  const step = (id: string, decision: string, opinion = "") => ({
    id,
    decision,
    opinion,
    byName: decision === "WAITING" ? null : `${id}的同事`,
    at: decision === "WAITING" ? null : at,
  });
  const line = (id: string, what: string, reason = "") => ({ id, what, reason, at, actorName: `第${id}人` });
  const before = {
    timeZone: "Asia/Shanghai",
    steps: [step("厂", "RECOMMENDED", "同意推荐"), step("县", "WAITING")],
    history: [line("7", "returned", "补材料"), line("8", "submitted"), line("9", "recommended")],
  };
  const posted = { initialValue: knownTo(before) };
  const after = (decision: string, ...more: ReturnType<typeof line>[]) => ({
    ...before,
    steps: [before.steps[0] ?? step("厂", "WAITING"), step("县", decision, decision === "WAITING" ? "" : "县里说")],
    history: [...before.history, ...more],
  });
  const by = { name: "县的同事", at, timeZone: "Asia/Shanghai" };

  it("the opinion of that office, and nobody else's", () => {
    expect(opinionSince(after("RECOMMENDED", line("10", "passed-on")), posted)).toEqual({ text: "县里说", by });
    expect(opinionSince(after("WAITING", line("10", "withdrawn", "不报了")), posted)).toBeNull();
    // Handed in anew, it has a way of its own.
    expect(opinionSince({ ...before, steps: [step("厂二", "WAITING")] }, posted)).toBeNull();
    expect(opinionSince(after("RECOMMENDED"), undefined)).toBeNull();
  });
  it("the reason it was stopped for, not an older one, and none while it goes on", () => {
    expect(reasonSince(after("RETURNED", line("10", "returned", "县里说")), posted)).toEqual({ text: "县里说", by });
    expect(reasonSince(after("RECOMMENDED", line("10", "passed-on")), posted)).toBeNull();
    expect(reasonSince(after("WAITING", line("10", "withdrawn", "不报了")), posted)).toMatchObject({
      text: "不报了",
      by: { name: "第10人" },
    });
    expect(reasonSince(after("WAITING"), posted)).toBeNull();
    // Whoever may not read what happened is told nothing of it.
    expect(reasonSince({ ...after("RECOMMENDED"), history: [] }, posted)).toBeNull();
  });
});

describe("a form that was not sent", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    tellUnsent(null);
  });
  type Sending = { state: "submitting" | "idle"; formData?: FormData };
  const sending = (intent: string): Sending => {
    const formData = new FormData();
    formData.set("intent", intent);
    return { state: "submitting", formData };
  };
  const idle: Sending = { state: "idle" };
  /** The browser as far as the script asks for it, while something is being sent; `answer` is what the server does. */
  function browser(answer: typeof fetch, navigation = idle, fetcher = idle) {
    const heard: Record<string, () => void> = {};
    const state = {
      navigation,
      location: { key: "here" },
      loaderData: page("first"),
      fetchers: new Map([["1", fetcher]]),
    };
    let changed = (_: typeof state) => {};
    const subscribe = (listener: typeof changed) => {
      changed = listener;
      return () => {};
    };
    const window = { fetch: answer, __remixRouter: { state, subscribe } };
    vi.stubGlobal("location", { href: "https://plant.test/problems/1" });
    vi.stubGlobal("addEventListener", (name: string, listener: () => void) => {
      heard[name] = listener;
    });
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("window", window);
    failInPlace();
    const { signal } = new AbortController();
    // It stands: nothing comes of it until it is ended.
    const send = () => void window.fetch("/problems/1.data", { method: "POST", headers: { "X-Kept": "1" }, signal });
    send();
    return { heard, state, change: () => changed(state), send };
  }
  const page = (id: string | undefined) => ({ root: { person: id && { id } } });
  const refused = (why: string) => async () =>
    new Response("", { status: 202, headers: { location: `/login?returnTo=%2F&unsent=${why}` } });
  const signedOut = refused("1");
  const noSignal = () => Promise.reject(new TypeError("Failed to fetch"));

  it("for want of signal asks for another press when that returns; signed out it goes on leading to the sign-in", async () => {
    for (const [answer, told, later] of [
      [noSignal, "no-signal", "signal-back"],
      [signedOut, "signed-out", "signed-out"],
      [refused("other"), "other-person", "other-person"],
    ] as const) {
      const { heard } = browser(answer, sending("post"));
      await vi.waitFor(() => expect(readUnsent()).toBe(told));
      heard.online?.();
      expect(readUnsent()).toBe(later);
      tellUnsent(null);
    }
  });
  it("says so too where its page stays as it is", async () => {
    const { send } = browser(signedOut, idle, sending("drop-file"));
    await vi.waitFor(() => expect(readUnsent()).toBe("signed-out"));
    // Pressed again, it may arrive.
    send();
    expect(readUnsent()).toBeNull();
  });
  it("says whose page it comes from, also when that page has since been read anew by somebody else", async () => {
    const asked = vi.fn<typeof fetch>(signedOut);
    const from = () => new Headers(asked.mock.lastCall?.[1]?.headers).get("X-Person");
    const { state, change, send } = browser(asked, sending("post"));
    expect(from()).toBe("first");
    expect(new Headers(asked.mock.lastCall?.[1]?.headers).get("X-Kept")).toBe("1");
    state.loaderData = page("second");
    change();
    send();
    expect(from()).toBe("first");
    state.location = { key: "next" };
    change();
    send();
    expect(from()).toBe("second");
    // The sign-in page has nobody yet.
    state.loaderData = page(undefined);
    state.location = { key: "sign-in" };
    change();
    send();
    expect(from()).toBeNull();
  });
  it("in the background is nobody's to miss", async () => {
    for (const answer of [noSignal, signedOut]) {
      const asked = vi.fn(answer);
      browser(asked, idle, sending("preview"));
      await vi.waitFor(() => expect(asked).toHaveBeenCalled());
      await new Promise(setImmediate);
      expect(readUnsent()).toBeNull();
    }
  });
});
