import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { filled, formsOf } from "#tests/support/forms.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { askAs } from "./world/ask-as.ts";
import { buildWorld, type World } from "./world/build.ts";
import { playPosting } from "./world/stories-posting.ts";

const product = useInProcessProduct();
let world: World;
const cookies = new Map<string, string>();
const { send, post } = askAs(product, cookies);

beforeAll(async () => {
  world = await buildWorld([playPosting]);
  for (const key of ["author", "secretariatA", "toolsReviewer", "reviewer", "toolsLeader", "toolsCraftsman"])
    cookies.set(key, await product.signIn(world.cast.idOf(key)));
});

describe("two people at once", () => {
  test("one wins, the other is told and keeps what was typed", async () => {
    const id = world.stories.find((story) => story.name === "in triage")?.id ?? "";
    const path = `/problems/${id}/triage`;
    const [form] = formsOf((await send("secretariatA", path)).text, path).filter((one) =>
      one.buttons.some((button) => button.value === "publish"),
    );
    if (!form) throw new Error("nothing to publish");
    const press = () => post("secretariatA", path, filled(form, {}, { name: "intent", value: "publish" }));
    const statuses = (await Promise.all([press(), press(), press()])).map((answer) => answer.status).sort();
    expect(statuses).toEqual([302, 409, 409]);
    expect(await db.event.count({ where: { subjectId: id, type: "problem.published" } })).toBe(1);
  });

  test("a form from before somebody else's change is refused, and what was typed stays", async () => {
    const id = world.stories.find((story) => story.name === "escalated")?.id ?? "";
    const path = `/problems/${id}/withdraw`;
    const [form] = formsOf((await send("author", path)).text, path).filter((one) =>
      one.fields.some((field) => field.name === "reason"),
    );
    if (!form) throw new Error("nothing to withdraw");
    await db.problem.update({ where: { id }, data: { version: { increment: 1 } } });
    const { status, text } = await post(
      "author",
      path,
      filled(form, { reason: "情况有变，先不做了" }, form.buttons[0]),
    );
    expect(status).toBe(409);
    expect(text).toContain("情况有变，先不做了");
    expect((await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } })).state).toBe("PUBLISHED");
  });
});

describe("a form that is refused", () => {
  test("keeps what was typed and says beside the field what is wrong", async () => {
    const typed = {
      title: "打盖机压盖不严",
      phenomenon: "每班漏气三四十瓶",
      equipmentType: "",
      tried: "换过弹簧",
      severity: "QUALITY",
      clientId: randomUUID(),
      intent: "submit",
      downtimeHours: "12x",
    };
    const { status, text } = await post("author", "/problems/new", new URLSearchParams(typed));
    expect(status).toBe(422);
    for (const kept of [typed.title, typed.phenomenon, typed.tried, typed.downtimeHours]) expect(text).toContain(kept);
    const [form] = formsOf(text, "/problems/new").filter((one) =>
      one.fields.some((field) => field.name === "phenomenon"),
    );
    expect(form?.fields.find((field) => field.name === "title")?.value).toBe(typed.title);
    expect(form?.fields.find((field) => field.name === "clientId")?.value).toBe(typed.clientId);
    expect(text).toMatch(/aria-invalid="true"[^>]*name="equipmentType"|name="equipmentType"[^>]*aria-invalid="true"/);
  });

  test("a client id repeats for its own author only", async () => {
    const body = {
      title: "同一个编号",
      phenomenon: "现象",
      equipmentType: "灌装机",
      severity: "QUALITY",
      clientId: randomUUID(),
      intent: "submit",
    };
    const first = await fetch(`${product.url}/problems/new`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookies.get("author") ?? "", origin: product.url },
      body: new URLSearchParams(body),
    });
    const again = await fetch(`${product.url}/problems/new`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookies.get("author") ?? "", origin: product.url },
      body: new URLSearchParams(body),
    });
    expect(first.headers.get("location")).toMatch(/^\/problems\//);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await fetch(`${product.url}/problems/new`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookies.get("reviewer") ?? "", origin: product.url },
      body: new URLSearchParams(body),
    });
    expect(other.headers.get("location")).toMatch(/^\/problems\//);
    expect(other.headers.get("location")).not.toBe(first.headers.get("location"));
    expect(await db.problem.count({ where: { clientId: body.clientId } })).toBe(2);
  });
});
