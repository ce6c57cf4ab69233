export type FormField = { name: string; type: string; value: string; options: string[]; checked: boolean };
export type PageForm = {
  action: string;
  method: string;
  fields: FormField[];
  /** Buttons that send something of their own. */
  buttons: { name: string; value: string }[];
};

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const decode = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, entity: string) => {
    if (entity.startsWith("#x")) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
    if (entity.startsWith("#")) return String.fromCodePoint(Number(entity.slice(1)));
    return NAMED[entity] ?? whole;
  });

function attributes(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of tag.matchAll(/\s([a-zA-Z-]+)(?:="([^"]*)")?/g)) {
    if (name) found.set(name.toLowerCase(), decode(value ?? ""));
  }
  return found;
}

/** The forms of a page as the server rendered it, with the values they hold. Reads our own well-formed pages only. */
export function formsOf(html: string, address: string): PageForm[] {
  const page = html.replace(/<script[\s\S]*?<\/script>/g, "");
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = "", body = ""]) => {
    const own = attributes(head);
    const id = own.get("id");
    // Controls may stand elsewhere on the page and name their form.
    const outside = id
      ? [...page.matchAll(/<(input|button)\b[^>]*>/g)]
          .map(([tag]) => tag)
          .filter((tag) => attributes(tag).get("form") === id)
      : [];
    return {
      action: own.get("action") || address,
      method: (own.get("method") ?? "get").toLowerCase(),
      ...controls(body + outside.join("")),
    };
  });
}

function controls(html: string): Pick<PageForm, "fields" | "buttons"> {
  const fields: FormField[] = [];
  const buttons: PageForm["buttons"] = [];
  const control = /<(input)\b([^>]*)>|<(textarea|select|button)\b([^>]*)>([\s\S]*?)<\/\3>/g;
  for (const [, input, inputHead, other, otherHead, rest] of html.matchAll(control)) {
    const kind = input ?? other;
    const head = inputHead ?? otherHead ?? "";
    const own = attributes(head);
    const name = own.get("name");
    if (!name) continue;
    const value = own.get("value") ?? "";
    if (kind === "button") buttons.push({ name, value });
    else if (kind === "textarea")
      fields.push({ name, type: "textarea", value: decode(rest ?? "").replace(/^\n/, ""), options: [], checked: true });
    else if (kind === "select") fields.push(selectOf(name, rest ?? ""));
    else fields.push({ name, type: own.get("type") ?? "text", value, options: [], checked: own.has("checked") });
  }
  return { fields, buttons };
}

function selectOf(name: string, inner: string): FormField {
  const options = [...inner.matchAll(/<option\b([^>]*)>/g)].map(([, head = ""]) => attributes(head));
  const chosen = options.find((option) => option.has("selected")) ?? options[0];
  return {
    name,
    type: "select",
    value: chosen?.get("value") ?? "",
    options: options.map((option) => option.get("value") ?? ""),
    checked: true,
  };
}

/** What a browser would send for the form as it stands, with some values replaced. */
export function filled(
  form: PageForm,
  values: Record<string, string> = {},
  button?: { name: string; value: string },
): URLSearchParams {
  const body = new URLSearchParams();
  const given = new Set(Object.keys(values));
  for (const { name, type, value, checked } of form.fields) {
    if (given.has(name) || type === "file" || type === "submit") continue;
    if ((type === "checkbox" || type === "radio") && !checked) continue;
    body.append(name, value || (type === "checkbox" ? "on" : ""));
  }
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  if (button) body.append(button.name, button.value);
  return body;
}
