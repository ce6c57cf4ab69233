import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate, formatPaperDay } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { letterFile } from "#app/modules/solving/thanks/letter-file.server.ts";
import { loadThanks } from "#app/modules/solving/thanks/queries-thanks.server.ts";
import { thankEmployer } from "#app/modules/solving/thanks/thank-employer.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { wordText } from "#tests/support/documents.ts";
import { makeWorld, type publishedProblem, type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, eventTypes, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function solved(...more: Parameters<typeof publishedProblem> extends [World, ...infer Rest] ? Rest : never) {
  const id = await tackledProblem(world, ...more);
  await awaitingAcceptance(world, id);
  await acceptSolution(world.engineer, { problemId: id, version: null, verdict: "FIXED" });
  return id;
}
const nameOf = async (id: string) => (await db.organisation.findUniqueOrThrow({ where: { id } })).name;
const draftOf = async (actor: Actor, id: string) => {
  const { draft } = await loadThanks(actor, id);
  if (!draft) throw new Error("a draft was expected");
  return { ...draft, dated: new Date(`${draft.dated}T00:00:00Z`) };
};

describe("A letter of thanks to the employer of borrowed craftsmen", () => {
  it("is drafted from the summary as released, edited, kept, numbered, and downloaded as Word", async () => {
    const id = await solved(
      { title: "灌装机 K9 秘密型号卡瓶", parameters: "压力 0.62 MPa" },
      { redactions: { title: "灌装机卡瓶" } },
    );
    const draft = await draftOf(world.reviewer, id);
    expect(draft).toMatchObject({
      recipient: await nameOf(world.tools),
      signature: await nameOf(world.brewery),
      number: `感谢信〔${formatDate(world.reviewer.now).slice(0, 4)}〕1 号`,
    });
    expect(draft.body).toContain("灌装机卡瓶");
    expect(draft.body).toContain(world.craftsman.name);
    for (const deep of ["秘密型号", "0.62", "AL.32"]) expect(draft.body).not.toContain(deep);
    const english = await draftOf({ ...world.reviewer, locale: "en" }, id);
    expect(english.body).toContain("took on the technical problem");

    const { letterId } = await thankEmployer(world.reviewer, id, {
      ...draft,
      body: `${draft.body}\n特此致谢 <K> & 同志们。`,
    });
    const { file, name } = await letterFile(world.reviewer, id, letterId);
    expect(name).toBe(`感谢信-${await nameOf(world.tools)}`);
    const words = wordText(file);
    for (const part of [
      "感谢信",
      draft.number,
      `${draft.recipient}：`,
      "特此致谢 <K> & 同志们。",
      `${draft.signature}（盖章）`,
      formatPaperDay(formatDate(world.reviewer.now), "zh-CN"),
    ])
      expect(words).toContain(part);
    expect((await eventTypes(id)).filter((one) => one === "thanked")).toHaveLength(1);

    // Changed by the one who saw it; a second first letter, or one from an old page, is refused. The number stays given.
    expect(await refusal(thankEmployer(world.secretariat, id, draft))).toBe("conflict");
    await thankEmployer(world.secretariat, id, { ...draft, version: 0, body: "再致谢意。" });
    expect(await refusal(thankEmployer(world.reviewer, id, { ...draft, version: 0 }))).toBe("conflict");
    expect(wordText((await letterFile(world.toolsReviewer, id, letterId)).file)).toContain("再致谢意。");
    expect((await eventTypes(id)).filter((one) => one === "thanked")).toHaveLength(1);
    const second = await solved();
    const next = await draftOf(world.reviewer, second);
    expect(next.number).toContain("2 号");
    expect(await refusal(thankEmployer(world.reviewer, second, { ...next, number: draft.number }))).toBe(
      "letter-number-taken",
    );
    expect(await refusal(letterFile(world.reviewer, second, letterId))).toBe("not_found");
  });

  it("is written by the poster's reviewer or the secretariat, read by those it is for, and by nobody else", async () => {
    const id = await solved();
    for (const other of [world.engineer, world.finance, world.toolsEngineer, world.officer, world.breweryLeader])
      expect(await refusal(loadThanks(other, id))).toBe("not-your-move");
    expect(await refusal(loadThanks(world.outsider, id))).toBe("not_found");
    const draft = await draftOf(world.secretariat, id);
    for (const reader of [world.toolsReviewer, world.craftsman, world.leader]) {
      expect(await loadThanks(reader, id)).toMatchObject({ writes: false, letter: null, draft: null });
      expect(await refusal(thankEmployer(reader, id, draft))).toBe("not-your-move");
    }
    const { letterId } = await thankEmployer(world.secretariat, id, draft);
    for (const reader of [world.toolsReviewer, world.craftsman, world.leader])
      expect(await loadThanks(reader, id)).toMatchObject({ letter: { id: letterId, body: draft.body } });
  });

  it("is for what was accepted, by people of another enterprise", async () => {
    const id = await tackledProblem(world);
    await awaitingAcceptance(world, id);
    expect(await refusal(loadThanks(world.reviewer, id))).toBe("letter-not-solved");
  });

  it("of an anonymous problem speaks for the alliance and does not name the poster", async () => {
    const id = await solved({}, { anonymous: true });
    const brewery = await nameOf(world.brewery);
    const draft = await draftOf(world.reviewer, id);
    expect(draft.signature).toBe(await nameOf(world.alliance));
    expect(JSON.stringify(draft)).not.toContain(brewery);
    const { letterId } = await thankEmployer(world.reviewer, id, draft);
    expect(wordText((await letterFile(world.toolsReviewer, id, letterId)).file)).not.toContain(brewery);
  });
});
