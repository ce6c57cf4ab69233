import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Beside, StandsNow, typedAs } from "#app/components/form/stands-now.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";

const result = { initialValue: { version: "1", said: [{ text: "甲写的\r\n两行" }, { text: "我写的" }], choice: "A" } };
const now = { "said[0].text": "甲写的\n两行", "said[1].text": "乙写的", choice: "B", agreed: "on", nowhere: "x" };

function page({ overtaken = true, final = false, version = 2 } = {}): string {
  const markup = renderToString(
    <form>
      <StandsNow
        answer={{ result, overtaken }}
        version={version}
        now={now}
        by={{ name: "王工", at: "2026-11-20T06:05:00Z", timeZone: "Asia/Shanghai" }}
        read={(name, value) => (name === "choice" ? `选项 ${value}` : undefined)}
        final={final}
      >
        <Textarea name="said[0].text" label="一" defaultValue="甲写的" />
        <Beside name="said[0].text" />
        <Textarea name="said[1].text" label="二" defaultValue="我写的" />
        <Beside name="said[1].text" />
        <RadioGroup name="choice" label="三" defaultValue="A" options={[{ value: "A", label: "A" }]} />
        <Beside name="choice" />
        <Checkbox name="agreed" label="四" />
        <Beside name="agreed" />
      </StandsNow>
    </form>,
  );
  return markup.replaceAll("<!-- -->", "");
}
const offered = (markup: string) => [...markup.matchAll(/name="takeOver" value="([^"]*)"/g)].map(([, name]) => name);

it("says beside each field that differs who wrote what, and offers it; what was typed stays in the field", () => {
  const markup = page({});
  expect(offered(markup)).toEqual(["said[1].text", "choice", "agreed"]);
  expect(markup.match(/王工 · <time[^>]*>2026-11-20 14:05/g)).toHaveLength(3);
  expect(markup).toContain("选项 B");
  expect(markup).toMatch(/<textarea[^>]*>我写的<\/textarea>/);
  expect(markup).toContain('type="hidden" name="now:said[1].text" value="乙写的"');
  // Enter in a box presses the first button: never one that takes over.
  expect(/<button[^>]*>/.exec(markup)?.[0]).not.toContain("takeOver");
});

it("says nothing while nobody was faster, and offers nothing where nothing can be sent any more", () => {
  expect(page({ overtaken: false })).not.toMatch(/takeOver|乙写的/);
  // The page still has what it had when the form was sent: it is about to be read anew.
  expect(page({ version: 1 })).not.toMatch(/takeOver|乙写的/);
  const markup = page({ final: true });
  expect(markup).toContain("乙写的");
  expect(markup).not.toMatch(/takeOver|now:/);
});

it("finds what was typed by the name a field is posted under", () => {
  expect(typedAs(result, "said[1].text")).toEqual(["我写的"]);
  expect([typedAs(result, "said[7].text"), typedAs(undefined, "choice")]).toEqual([[], []]);
});
