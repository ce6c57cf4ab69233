import { randomUUID } from "node:crypto";
import { subMonths } from "date-fns/subMonths";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { endTie } from "#app/modules/alliances/change-profile.server.ts";
import { endMentorship } from "#app/modules/mentorships/close-mentorship.server.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { mentorshipWordFile } from "#app/modules/mentorships/word-files.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { wordText } from "#tests/support/documents.ts";
import { awaitingAcceptance, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";
import {
  now,
  dayOf,
  monthOf,
  text,
  world,
  master,
  propose,
  running,
  versionOf,
  graduated,
} from "#tests/support/mentorships.server.ts";

useTestDatabase();

describe("Master and apprentice", () => {
  const accept = (actor: Actor, problemId: string) =>
    acceptSolution(actor, { problemId, version: null, verdict: "FIXED" });

  it("never accept what the other solved, while it runs and after it has ended", async () => {
    // The poster's engineer learns from the solver, of another enterprise.
    const apprentice = world.engineer2;
    const mail = `two${randomUUID()}@brewery.test`;
    await db.person.update({ where: { id: apprentice.personId }, data: { email: mail } });
    const id = await tackledProblem(world);
    await awaitingAcceptance(world, id);
    const { id: pair } = await propose(world.leader, { apprenticeId: undefined, apprentice: mail });
    await signMentorship(master, pair, 1);
    await signMentorship(apprentice, pair, 1);
    expect(await refusal(accept(apprentice, id))).toBe("not-your-move");
    await endMentorship(master, pair, { version: await versionOf(pair), reason: "出国" });
    const tie = await db.mentorTie.findFirstOrThrow({ where: { apprenticeId: apprentice.personId } });
    expect(tie.endsAt).toEqual(now);
    expect(await refusal(accept(apprentice, id))).toBe("not-your-move");
    await db.mentorTie.update({ where: { id: tie.id }, data: { endsAt: subMonths(now, 11) } });
    expect(await refusal(accept(apprentice, id))).toBe("not-your-move");
    await accept(world.engineer, id);
    expect(await stateOf(id)).toBe("SOLVED");
  });

  it("are not untied past the agreement", async () => {
    const id = await running();
    const { tieId } = await db.mentorship.findUniqueOrThrow({ where: { id } });
    const untie = endTie(world.leader, { personId: master.personId, tieId: tieId ?? "" });
    expect(await refusal(untie)).toBe("tie_has_agreement");
  });
});

describe("As Word", () => {
  it("the agreement holds what was agreed, lines to sign on, and who signed here", async () => {
    const { id } = await propose(world.leader);
    await signMentorship(master, id, 1);
    const { file, name } = await mentorshipWordFile(master, id, "agreement");
    expect(name).toBe(`名师带徒协议-${master.name}-小林`);
    const words = wordText(file);
    for (const part of [
      "名师带徒协议",
      master.name,
      "小林",
      text.trade,
      ...text.goals,
      text.terms,
      "中级工（四级）",
      "单位（盖章）",
    ])
      expect(words).toContain(part);
    expect(words.match(/在系统中确认/g)).toHaveLength(1);
    expect(words).toContain(`${formatDate(dayOf(now))} 在系统中确认`);
    const xml = file.toString("latin1");
    expect(xml.startsWith("PK")).toBe(true);
    const english = await mentorshipWordFile({ ...master, locale: "en" }, id, "agreement");
    expect(wordText(english.file)).toContain("Mentorship Agreement");
    expect(wordText(english.file)).not.toContain("师傅");
  });

  it("the record holds the months with the master's word, and how it ended", async () => {
    const id = await graduated();
    const words = wordText((await mentorshipWordFile(world.toolsReviewer, id, "record")).file);
    for (const part of [
      "名师带徒培养记录",
      monthOf(1),
      "学会了换型",
      "有进步",
      "两条目标都做到了",
      "可以独立顶岗",
      "高级工（三级）",
      world.toolsReviewer.name,
    ])
      expect(words).toContain(part);
  });
});
