import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACHIEVEMENT_ACTIONS,
  ACHIEVEMENT_STATES,
  type AchievementRelation,
  achievementStep,
} from "#app/modules/achievements/achievement/lifecycle.ts";
import { bandsOf, likenessOf, pairsOf, RECYCLED_FROM } from "#app/modules/achievements/achievement/likeness.ts";
import { achievementCounts, equalShares, patentKeyOf, registers } from "#app/modules/achievements/achievement/rules.ts";
import { WHOLE, whyNotShares } from "#app/modules/achievements/shares/rules.ts";

const RELATIONS: readonly AchievementRelation[] = ["TEAM", "CONTRIBUTOR", "REVIEWER"];

describe("The life of an achievement", () => {
  const set = (...of: AchievementRelation[]) => new Set(of);

  it("goes from the team to the reviewer and ends registered or withdrawn", () => {
    expect(achievementStep("DRAFT", "submit", set("TEAM"))).toEqual({ to: "SUBMITTED", reason: false });
    expect(achievementStep("SUBMITTED", "register", set("REVIEWER"))).toEqual({ to: "REGISTERED", reason: false });
    expect(achievementStep("SUBMITTED", "return", set("REVIEWER"))).toEqual({ to: "DRAFT", reason: true });
    expect(achievementStep("REGISTERED", "revoke", set("REVIEWER"))).toEqual({ to: "WITHDRAWN", reason: true });
    expect(achievementStep("SUBMITTED", "register", set("TEAM", "CONTRIBUTOR"))).toBeNull();
    expect(achievementStep("REGISTERED", "change", set("TEAM"))).toBeNull();
  });

  it("is registered by the reviewer alone, and nothing leads out of its end", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACHIEVEMENT_STATES),
        fc.constantFrom(...ACHIEVEMENT_ACTIONS),
        fc.subarray([...RELATIONS]),
        (state, action, relations) => {
          const step = achievementStep(state, action, new Set(relations));
          if (!step) return;
          expect(state).not.toBe("WITHDRAWN");
          if (step.to === "REGISTERED" && state !== "REGISTERED") {
            expect(state).toBe("SUBMITTED");
            expect(relations).toContain("REVIEWER");
          }
          // What is registered is only added to, or revoked with a reason.
          if (state === "REGISTERED" && step.to === "REGISTERED") expect(action).toBe("link");
          if (state === "REGISTERED" && step.to !== "REGISTERED")
            expect(step).toEqual({ to: "WITHDRAWN", reason: true });
          // More relations never take a step away.
          expect(achievementStep(state, action, new Set(RELATIONS))).not.toBeNull();
        },
      ),
    );
  });

  it("is registered by somebody of the house who had no part in it", () => {
    const facts = { enterpriseId: "house", contributorIds: ["lead", "second"], byId: "typist" };
    const reviewer = (personId: string, organisationId = "house", deputyForId: string | null = null) => ({
      personId,
      reviewer: [{ organisationId, deputyForId }],
    });
    expect(registers(reviewer("other"), facts)).toBe(true);
    for (const involved of ["lead", "second", "typist"]) expect(registers(reviewer(involved), facts)).toBe(false);
    expect(registers(reviewer("other", "elsewhere"), facts)).toBe(false);
    expect(registers(reviewer("other", "house", "lead"), facts)).toBe(false);
    expect(registers(reviewer("other", "house", "colleague"), facts)).toBe(true);
  });
});

describe("What counts", () => {
  const contributors = [{ confirmedOf: 3, objectedOf: null }];
  const good = { state: "REGISTERED", origin: "ENTERED", contributorsVersion: 3, contributors } as const;
  it("is registered, one's own and confirmed by all", () => {
    expect(achievementCounts(good)).toBe(true);
    expect(achievementCounts({ ...good, state: "SUBMITTED" })).toBe(false);
    expect(achievementCounts({ ...good, origin: "IMPORTED" })).toBe(false);
    expect(achievementCounts({ ...good, origin: "ON_BEHALF" })).toBe(false);
    expect(achievementCounts({ ...good, contributorsVersion: 4 })).toBe(false);
    expect(achievementCounts({ ...good, contributors: [] })).toBe(false);
  });

  it("begins with shares that are the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (people) => {
        const shares = equalShares(people, WHOLE);
        expect(shares).toHaveLength(people);
        const lines = shares.map((basisPoints, n) => ({ personId: `p${n}`, organisationId: "u", basisPoints }));
        expect(whyNotShares(lines)).toBeNull();
      }),
    );
    expect(equalShares(0, WHOLE)).toEqual([]);
  });

  it.each(["ZL 2023 1 0123456.7", "CN202310123456.7", "ｚｌ2023101234567", "2023101234567"])(
    "knows the patent %s by its number",
    (number) => expect(patentKeyOf(number)).toBe("2023101234567"),
  );
});

/** Results as people write them, and what becomes of them. */
const CAP = `瓶盖错位在线检测装置的研制
啤酒灌装线压盖机出口瓶盖错位靠人工抽检，漏检率高，每班退瓶三十多个。我们在压盖机出口加装光电传感器和凸轮位置编码器，瓶盖高度偏差超过零点三毫米时立即报警并剔除。
采用双传感器差分判断，消除链道抖动的影响；剔除机构与主机同步，不用停机。`;
const CAP_TOLD_AGAIN = `瓶盖错位自动报警剔除装置的研制与应用
啤酒灌装线压盖机出口的瓶盖错位一直靠人工抽检，漏检率高，每班要退瓶三十多个。为此在压盖机出口加装了光电传感器与凸轮位置编码器，当瓶盖高度偏差超过零点三毫米时立即报警并自动剔除。
采用双传感器差分判断方式，消除链道抖动带来的影响；剔除机构和主机同步，不需要停机。`;
const CAP_MUCH_CHANGED = `一种瓶盖高度偏差在线识别与剔除方法
针对灌装线压盖机出口瓶盖错位靠人工抽检、漏检率高的问题，加装光电传感器和凸轮位置编码器，偏差超过零点三毫米时报警剔除。项目获得车间好评，职工劳动强度明显下降。
创新点：双传感器差分判断，消除链道抖动影响；剔除机构与主机同步，无需停机。`;
/** Another result about the same machine. */
const CAP_OTHER = `压盖机主轴轴承润滑方式改进
啤酒灌装线压盖机主轴轴承每季度烧损一次，更换要停机六小时。查明原因是集中润滑管路末端压力不足，油脂到不了下部轴承。我们把末端两点改为单独的递进式分配器，并加装压力开关监视。
改末端串联为单点递进供脂；用压力开关代替定期人工检查，断脂十分钟内报警。`;
const DRYER = `烘丝机出口水分控制模型优化
烘丝机出口水分标准偏差大，换牌号后要半小时才能稳定。采集三年数据建立筒壁温度与来料水分的前馈模型，代替操作工凭经验调整。
前馈加反馈的双闭环；换牌号时自动调用历史参数。`;
const BOILERPLATE = `为提高生产效率，降低职工劳动强度，攻关小组经过反复试验，取得了良好的经济效益和社会效益，具有推广应用价值。`;

describe("Similar achievements", () => {
  const alike = (a: string, b: string) => likenessOf(pairsOf(a), pairsOf(b));
  const meet = (a: string, b: string) => {
    const other = new Set(bandsOf(pairsOf(b)));
    return bandsOf(pairsOf(a)).some((band) => other.has(band));
  };

  it.each([
    ["the same", CAP, CAP],
    ["told again in other words", CAP, CAP_TOLD_AGAIN],
    ["much changed, with praise added", CAP, CAP_MUCH_CHANGED],
    ["with other spaces, widths and signs", CAP, CAP.replaceAll("，", ", ").replaceAll("三十", "３０").toUpperCase()],
  ])("finds a result %s", (_, a, b) => {
    expect(alike(a, b)).toBeGreaterThanOrEqual(RECYCLED_FROM);
    expect(meet(a, b)).toBe(true);
  });

  it.each([
    ["another result about the same machine", CAP, CAP_OTHER],
    ["another machine", CAP, DRYER],
    ["another machine with the same praise", `${CAP_OTHER}${BOILERPLATE}`, `${DRYER}${BOILERPLATE}`],
    ["nothing but a title", "瓶盖", "瓶盖"],
  ])("raises nothing for %s", (_, a, b) => expect(alike(a, b)).toBeLessThan(RECYCLED_FROM));

  it("is found by its bands where it is alike, and seldom where it is not", () => {
    const letters = fc.integer({ min: 0x4e00, max: 0x4fff }).map((code) => String.fromCodePoint(code));
    const text = fc.array(letters, { minLength: 150, maxLength: 250 }).map((all) => all.join(""));
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 9 }), (original, tenth) => {
        const cut = Math.floor((original.length * (10 - tenth)) / 10);
        const told = original.slice(0, cut);
        const likeness = alike(original, told);
        if (likeness >= 60) expect(meet(original, told)).toBe(true);
        expect(alike(told, original)).toBe(likeness);
      }),
      { numRuns: 60 },
    );
  });
});
