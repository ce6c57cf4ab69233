import { describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { computeReaders } from "#app/modules/problems/visibility.server.ts";
import { formsOf, type PageForm } from "#tests/support/forms.ts";
import type { InProcess } from "#tests/support/in-process.server.ts";
import { type Attackers, PEOPLE, useAttackers } from "./world/attackers.ts";
import { ROUTES } from "./world/routes.ts";
import { type Canary, dataOf } from "./world/use-world.ts";

type Found = { as: string; path: string; form: PageForm };

/** Tried before a route is given up: most of its pages are not for whoever tries. */
const MOST_TRIES = 60;
/** Tried after the last form that differed. */
const MORE_TRIES = 12;
const MOST_FORMS = 4;

/** Forms of every page somebody can open; of each route a few that differ, those that take roles away last. */
async function everyForm(product: InProcess, { world }: Canary, send: Attackers["send"]): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const [route, { addresses }] of Object.entries(ROUTES)) {
    const module = product.build.routes[route]?.module;
    if (!module?.default || !module.action) continue;
    const shapes = new Set<string>();
    let left = MOST_TRIES;
    for (const { path, story } of addresses(world)) {
      for (const as of PEOPLE) {
        // Closed to them, as is proved elsewhere.
        if (story?.depth(world.cast.knower(as)) === 0) continue;
        left -= 1;
        if (left < 0 || shapes.size >= MOST_FORMS) break;
        if ((await send(as, dataOf(path, route))).status !== 200) continue;
        for (const form of formsOf((await send(as, path)).text, path)) {
          const shape = `${route} ${form.fields.map((field) => field.name).join()} ${form.buttons.map((button) => button.value).join()}`;
          if (form.method !== "post" || form.action.startsWith("/logout") || found.has(shape)) continue;
          shapes.add(shape);
          found.set(shape, { as, path, form });
          left = MORE_TRIES;
        }
      }
    }
  }
  const late = ({ path }: Found) =>
    ["/problems", "/imports", "/craftsmen", "/organisations", "/admin", "/me"].findIndex((start) =>
      path.startsWith(start),
    );
  return [...found.values()].sort((a, b) => late(a) - late(b));
}

const LONG = "长".repeat(60_000);
const MOST_CASES = 8;
/** What to put into a field instead of something right. */
const WRONG_VALUES: Record<string, string> = {
  nothing: "",
  spaces: "  \t ",
  "too long": LONG,
  NUL: "a\u0000b",
  "control characters": "a\u0001\u0008\u001b[31m\u007f\u0085b",
  "half a character": "\ud83d",
  "a huge number": "99999999999999999999999999",
  "a negative number": "-1",
  "a number with exponent": "1e400",
  "no date": "2026-02-31",
  "a far date": "+275760-09-13",
  "somebody else's id": "",
  "no id": "01890000-0000-7000-8000-00000000000z",
  markup: `"><script>alert(1)</script>{{7*7}}\${7*7}`,
  sql: `'; DROP TABLE "Problem"; --`,
};

const bodyOf = (
  form: PageForm,
  change: { field: string; value: string | null },
  button?: { name: string; value: string },
): FormData => {
  const body = new FormData();
  for (const { name, type, value, checked, options } of form.fields) {
    if (name === change.field) {
      if (change.value !== null) body.append(name, change.value);
      continue;
    }
    if ((type === "checkbox" || type === "radio") && !checked) continue;
    if (type === "file") body.append(name, new File([], ""));
    else body.append(name, value || (type === "select" ? (options.find(Boolean) ?? "") : ""));
  }
  if (button) body.append(button.name, button.value);
  return body;
};

/** With script the answer alone comes back; every fourth is sent without, and draws the page again. */
const addressOf = ({ action }: PageForm, turn: number): string =>
  turn % 4 === 0 ? action : action.replace(/(\?|$)/, ".data$1");

/** Whatever is put into a field of whichever form is refused, and leaves the world whole. */
export function testForms(product: InProcess, canary: Canary): void {
  describe("every form of the product", () => {
    const { signIn, send, post } = useAttackers(product, canary);
    test("answers wrong, missing and repeated values of every field with a refusal, never with a fault", async () => {
      const forms = await everyForm(product, canary, send);
      expect(forms.length).toBeGreaterThan(30);
      const faults: string[] = [];
      let sent = 0;
      const note = (what: string, status: number) => {
        sent += 1;
        if (status >= 500 || (status >= 300 && status < 400 && status !== 302 && status !== 303))
          faults.push(`${what}: ${status}`);
      };
      const foreignId = canary.world.stories.at(-1)?.id ?? "";
      for (const [f, { as, form }] of forms.entries()) {
        // One of the forms ends sessions.
        await signIn(as);
        const fields = [...new Set(form.fields.map((field) => field.name))];
        const buttons = form.buttons.length > 0 ? form.buttons : [undefined];
        for (const [b, button] of buttons.entries()) {
          const cases = fields.flatMap((field) => [
            ...Object.entries(WRONG_VALUES).map(([name, value]) => ({
              field,
              name,
              value: name === "somebody else's id" ? foreignId : value,
            })),
            { field, name: "left out", value: null },
          ]);
          // Spread over the fields and the kinds of wrong; the next form begins with another.
          const every = Math.ceil(cases.length / (b === 0 ? MOST_CASES : MOST_CASES / 2));
          const chosen = cases.filter((_, n) => (n + f + b) % every === 0);
          for (const [n, { field, name, value }] of chosen.entries()) {
            const { status } = await post(as, addressOf(form, n), bodyOf(form, { field, value }, button));
            note(`${as} ${form.action} ${button?.value ?? ""} ${field} = ${name}`, status);
          }
          const twice = bodyOf(form, { field: "", value: null }, button);
          for (const field of fields) twice.append(field, "again");
          note(`${as} ${form.action} every field twice`, (await post(as, addressOf(form, f + b), twice)).status);
        }
        // Refused as they are read, whichever button was pressed.
        const odd = new URLSearchParams([
          ["__proto__[x]", "1"],
          ["constructor.prototype.x", "1"],
          ["a[99999999]", "1"],
          ["measures[4294967294].name", "x"],
          ["", ""],
          ["[]", "x"],
        ]);
        for (const field of fields) odd.append(`${field}[0].x`, "1");
        note(`${as} ${form.action} odd names`, (await post(as, addressOf(form, f), odd)).status);
      }
      expect(faults).toEqual([]);
      expect(sent).toBeGreaterThan(1_000);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    }, 600_000);

    test("left everything whole", async () => {
      const { findings } = await verifyChains(runtimeFacts().secrets.chain);
      expect(findings).toEqual([]);
      for (const { id } of await db.problem.findMany({ select: { id: true } })) {
        const rows = await db.problemReader.findMany({
          where: { problemId: id },
          select: { key: true, layer: true, via: true, until: true },
        });
        const sorted = (list: { key: string }[]) => [...list].sort((a, b) => a.key.localeCompare(b.key));
        expect(sorted(rows)).toEqual(sorted(await computeReaders(db, id)));
      }
    });
  });
}
