import { z } from "zod";

type Issue = Parameters<NonNullable<NonNullable<Parameters<typeof z.config>[0]>["customError"]>>[0];

const FORMATS: Record<string, string> = { email: "bad_email", url: "bad_url", date: "bad_date", datetime: "bad_date" };

const isText = (origin: unknown) => origin === "string";
const isList = (origin: unknown) => origin === "array" || origin === "set" || origin === "file";

function sizeKey(issue: Issue, direction: "big" | "small"): string {
  const limit = direction === "big" ? issue.maximum : issue.minimum;
  const name = direction === "big" ? "max" : "min";
  if (isText(issue.origin)) {
    if (direction === "small" && limit === 1) return "required";
    return direction === "big" ? `too_long|${name}=${limit}` : `too_short|${name}=${limit}`;
  }
  if (isList(issue.origin)) return direction === "big" ? `too_many|${name}=${limit}` : `too_few|${name}=${limit}`;
  return `too_${direction}|${name}=${limit}`;
}

/** The message key (see app/words/errors.ts) for what a schema found without a message of its own. */
export function messageKeyOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined || issue.input === null || issue.input === "") return "required";
      if (issue.expected === "number" || issue.expected === "nan") return "not_a_number";
      if (issue.expected === "int") return "not_an_integer";
      return issue.expected === "date" ? "bad_date" : "bad_value";
    case "too_big":
      return sizeKey(issue, "big");
    case "too_small":
      return sizeKey(issue, "small");
    case "invalid_format":
      return FORMATS[String(issue.format)] ?? "bad_value";
    case "invalid_value":
      return issue.input === undefined || issue.input === "" ? "choose_one" : "bad_choice";
    default:
      return "bad_value";
  }
}

/** Makes every schema of this process answer with message keys instead of English sentences. */
export function installFormMessages(): void {
  z.config({ customError: messageKeyOf });
}
