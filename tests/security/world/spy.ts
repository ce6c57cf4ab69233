import ExcelJS from "exceljs";
import { wordText } from "#tests/support/documents.ts";
import type { Knower } from "../scope.ts";
import type { World } from "./build.ts";
import type { Mark, Story } from "./marks.ts";

/** Any word of the world. */
const WORD = /zq[bcdfghjklmnprstvwxz]{11}/g;

export type Answer = { status: number; text: string; words: Set<string>; location: string | null };
export type Ask = {
  method?: "GET" | "POST";
  body?: Record<string, string> | FormData;
  headers?: Record<string, string>;
};

/** Somebody of the cast with a session, or nobody (null). */
export class Spy {
  readonly key: string;
  readonly who: Knower | null;
  readonly #cookie: string;
  readonly #base: string;

  constructor(base: string, key: string, who: Knower | null, cookie: string) {
    this.key = key;
    this.who = who;
    this.#base = base;
    this.#cookie = cookie;
  }

  /** The whole answer as text: status, headers and body. */
  async ask(path: string, { method = "GET", body, headers = {} }: Ask = {}): Promise<Answer> {
    const response = await fetch(this.#base + path, {
      method,
      redirect: "manual",
      headers: {
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(method === "POST" ? { origin: this.#base } : {}),
        // Packing and unpacking thousands of answers took a tenth of the time.
        "accept-encoding": "identity",
        ...headers,
      },
      body: body instanceof FormData ? body : body && new URLSearchParams(body),
    });
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const text = `${head}\n\n${await textOf(response)}`;
    return {
      status: response.status,
      text,
      words: new Set(text.match(WORD)),
      location: response.headers.get("location"),
    };
  }
}

/** What a person would read: a workbook and a Word file are opened, everything else is text. */
async function textOf(response: Response): Promise<string> {
  // A piece of one is no archive.
  if (response.status === 200 && response.headers.get("content-type")?.includes("wordprocessingml"))
    return wordText(Buffer.from(await response.arrayBuffer()));
  if (!response.headers.get("content-type")?.includes("spreadsheetml")) return response.text();
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await response.arrayBuffer());
  return JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()));
}

type Context = {
  story?: Story;
  /** A word the reader sent along, which may come back. */
  echoes?: string;
  /** Organisations and people stand there for other reasons than a problem. */
  namesAllowed?: boolean;
};

/** Finds the words of an answer that its reader may not meet. */
export class Judge {
  readonly #marks: Map<string, Mark>;
  readonly #hiddenNames: Set<string>;
  readonly #world: World;
  readonly leaks = new Set<string>();
  answers = 0;
  words = 0;

  constructor(world: World) {
    this.#world = world;
    this.#marks = new Map(world.stories.flatMap((story) => story.marks.map((mark) => [mark.word, mark])));
    this.#hiddenNames = new Set(world.names.hidden);
  }

  judge(
    spy: Spy,
    how: string,
    path: string,
    answer: Answer,
    { story, echoes, namesAllowed = false }: Context = {},
  ): void {
    const where = `${how} ${path}`;
    this.answers += 1;
    this.words += answer.words.size;
    if (answer.status >= 500) this.leaks.add(`${spy.key} ${where}: answered ${answer.status}`);
    for (const word of answer.words) {
      if (word === echoes) continue;
      const mark = this.#marks.get(word);
      if (mark && !mark.may(spy.who, path)) this.leaks.add(`${spy.key} ${where} learns "${mark.label}"`);
      if (this.#hiddenNames.has(word) && !namesAllowed && !this.#mayName(spy, story))
        this.leaks.add(`${spy.key} ${where} learns who posted anonymously`);
    }
  }

  /** The names behind anonymous problems: for own people, and where the problem itself names them. */
  #mayName(spy: Spy, story: Story | undefined): boolean {
    const { who } = spy;
    if (!who) return false;
    const { hidden } = this.#world.cast.ids;
    if (who.places.some((place) => place.organisation === hidden || place.enterprise === hidden)) return true;
    const candidates = story ? [story] : this.#world.stories;
    return candidates.some((one) => one.matter.enterprise === hidden && one.depth(who) > 0 && one.named(who));
  }
}
