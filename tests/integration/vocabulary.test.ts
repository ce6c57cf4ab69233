import { beforeEach, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { changeVocabulary, type VocabularyChange } from "#app/modules/knowledge/change-vocabulary.server.ts";
import { loadVocabularyPage, vocabularyCsv } from "#app/modules/knowledge/queries-vocabulary.server.ts";
import { readVocabularyFile } from "#app/modules/knowledge/read-vocabulary.server.ts";
import { loadVocabulary, STARTING_VOCABULARY } from "#app/modules/knowledge/vocabulary.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await db.setting.deleteMany({ where: { key: "search.synonyms" } });
});

const file = (content: string | Uint8Array<ArrayBuffer>) => new File([content], "synonyms.csv");
const add = async (...words: string[]) =>
  changeVocabulary(world.secretariat, { version: (await loadVocabulary()).version, change: { kind: "add", words } });

it("starts with the words the product comes with, and is kept by the secretariat alone", async () => {
  expect(await loadVocabulary()).toEqual(STARTING_VOCABULARY);
  expect((await loadVocabularyPage(world.secretariat, "主轴")).groups.map((one) => one.words)).toEqual([
    ["主轴", "spindle"],
  ]);
  for (const actor of [world.engineer, world.reviewer, world.officer]) {
    expect(await refusal(loadVocabularyPage(actor, ""))).toBe("not_found");
    expect(await refusal(vocabularyCsv(actor))).toBe("not_found");
    expect(
      await refusal(
        changeVocabulary(actor, { version: 0, change: { kind: "remove", was: STARTING_VOCABULARY.groups[0] ?? [] } }),
      ),
    ).toBe("not_found");
  }
});

it("adds, changes and removes, each on the record", async () => {
  await add("星轮", "star wheel");
  const { version, groups } = await loadVocabulary();
  const was = groups.at(-1) ?? [];
  await changeVocabulary(world.secretariat, { version, change: { kind: "change", was, words: ["星轮", "拨瓶轮"] } });
  const [first = []] = groups;
  await changeVocabulary(world.secretariat, { version: version + 1, change: { kind: "remove", was: first } });
  const after = await loadVocabulary();
  expect(after.groups.at(-1)).toEqual(["星轮", "拨瓶轮"]);
  expect(after.groups).toHaveLength(groups.length - 1);
  const { changes } = await loadVocabularyPage(world.secretariat, "");
  expect(changes.slice(0, 3).map(({ added, removed }) => ({ added, removed }))).toEqual([
    { added: [], removed: [STARTING_VOCABULARY.groups[0]] },
    { added: [["星轮", "拨瓶轮"]], removed: [["星轮", "star wheel"]] },
    { added: [["星轮", "star wheel"]], removed: [] },
  ]);
  expect(changes[0]?.by).toBe(world.secretariat.name);
  // Another alliance's secretariat keeps the same list, and learns which alliance changed it, not who.
  const [seen] = (await loadVocabularyPage(world.outsideSecretariat, "")).changes;
  expect([seen?.by, seen?.office]).toEqual(["", expect.stringMatching(/./)]);
});

it("two people on different groups both succeed; on the same one the second is told", async () => {
  const change = (change: VocabularyChange) => changeVocabulary(world.secretariat, { version: 0, change });
  await Promise.all(["甲词", "乙词"].map((word) => change({ kind: "add", words: [word, `${word}二`] })));
  expect(await loadVocabulary()).toMatchObject({ version: 2 });
  const was = ["甲词", "甲词二"];
  await change({ kind: "change", was: ["乙词", "乙词二"], words: ["乙词", "乙词三"] });
  const both = await Promise.allSettled([
    change({ kind: "change", was, words: ["甲词", "甲词三"] }),
    change({ kind: "change", was, words: ["甲词", "甲词四"] }),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await refusal(change({ kind: "remove", was }))).toBe("conflict");
  expect(await refusal(change({ kind: "replace", groups: [was] }))).toBe("conflict");
  expect(await refusal(change({ kind: "add", words: ["丙词", "乙词"] }))).toBe("vocabulary-twice");
  expect((await loadVocabulary()).groups.slice(-2)).toContainEqual(["乙词", "乙词三"]);
});

it.each([
  ["a single word", ["星轮"], "vocabulary-one-word"],
  ["a word of another group", ["主轴", "轴"], "vocabulary-twice"],
  ["a filler word", ["的", "之"], "vocabulary-empty-word"],
  ["signs only", ["---", "星轮"], "vocabulary-empty-word"],
  ["a whole sentence", ["星轮", "长".repeat(41)], "vocabulary-long-word"],
  ["a crowd", Array.from({ length: 13 }, (_, n) => `词语${n}号`), "vocabulary-many-words"],
])("refuses %s", async (_name, words, key) => {
  expect(await refusal(add(...words))).toBe(key);
  expect((await loadVocabulary()).version).toBe(0);
});

it("goes out as a file and comes back the same, in the encodings offices write", async () => {
  await add("星轮", 'star "wheel"', "=sum(a1)", "a;b");
  const { groups, version } = await loadVocabulary();
  const csv = await vocabularyCsv(world.secretariat);
  expect(csv).toContain(`"star ""wheel""",'=sum(a1),"a;b"`);
  expect(await readVocabularyFile(file(csv))).toEqual(groups);
  const same = { kind: "replace", groups: await readVocabularyFile(file(csv)) } as const;
  expect(await changeVocabulary(world.secretariat, { version, change: same })).toEqual({ added: 0, removed: 0 });
  expect((await loadVocabulary()).version).toBe(version);
  // 轴承,BEARING in GB18030.
  const office = new Uint8Array([0xd6, 0xe1, 0xb3, 0xd0, 0x2c, 0x42, 0x45, 0x41, 0x52, 0x49, 0x4e, 0x47, 0x0d, 0x0a]);
  expect(await readVocabularyFile(file(office))).toEqual([["轴承", "bearing"]]);
});

it.each([
  ["semicolons", "轴承;bearing\r\n泵;pump\r\n"],
  ["tabs, in UTF-16", Buffer.from("\ufeff轴承\tbearing\r\n泵\tpump\r\n", "utf16le")],
  ["signs of Chinese text", "轴承、bearing\r\n泵，pump\r\n"],
])("reads words separated by %s", async (_name, content) => {
  expect(await readVocabularyFile(file(new Uint8Array(Buffer.from(content))))).toEqual([
    ["轴承", "bearing"],
    ["泵", "pump"],
  ]);
});

it.each([
  ["nothing", "", "required"],
  ["empty lines", "\r\n,,\r\n", "vocabulary-file"],
  ["too much", "词,语\r\n".repeat(60_000), "vocabulary-file-large"],
])("refuses a file of %s", async (_name, content, key) => {
  expect(await refusal(readVocabularyFile(file(content)))).toBe(key);
});
