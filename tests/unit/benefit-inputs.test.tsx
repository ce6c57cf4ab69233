import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { Calculations } from "#app/routes/benefits.$id._index/parts.tsx";

it("a calculation shows each input as it was stated, to the last digit", () => {
  const inputs = [{ name: "产量", value: "123456789012.123456", unit: "瓶", source: "" }];
  const known = { stage: "ACTUAL", formula: "产量*0.01", inputs, costs: [], grossFen: "1", netFen: "1" };
  const page = { kind: "DIRECT", stated: [{ stage: "ACTUAL", band: "NONE" }], statements: [known] } as never;
  expect(renderToString(<Calculations page={page} />)).toContain("123,456,789,012.123456");
});
