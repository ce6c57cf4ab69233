import { addMonths } from "date-fns/addMonths";
import { db } from "#app/lib/db.server.ts";
import { nameAuditor } from "#app/modules/awards/audit/name-auditor.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { revokeAward } from "#app/modules/awards/decisions/revoke-award.server.ts";
import { applicationVersion, exampleTitle } from "./award-steps.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dateOf, daysFrom, yearOf } from "./demo-days.ts";
import { DEMO_SIGN_INS } from "./demo-people.ts";
import { playPersonRound } from "./person-round.server.ts";
import { autumnSteps } from "./round-days.ts";

const AUDITOR = "officer-county";

/**
 * A round of last year, decided: one craftsman of the city, and one whose award was taken back. An auditor of another
 * union reads its evidence. Begun again, it goes on where it stopped.
 */
export async function playDecidedRound(cast: Cast, now: Date): Promise<void> {
  const year = yearOf(now) - 1;
  const at = autumnSteps(year);
  const title = await exampleTitle(cast, "craftsman");
  const { id, applications } = await playPersonRound(cast, {
    key: "craftsmen",
    officer: "officer",
    titleId: title.id,
    grade: title.grades[0] ?? "",
    year,
    name: `${year} 年市级工匠选树`,
    nameEn: `Municipal craftsmen ${year}`,
    judges: ["brewery.reviewer", "distillery.reviewer"],
    applied: [
      { key: "cigarette-packing.lead", reviewer: "cigarette.reviewer", points: ["92", "90"] },
      { key: "electronics-smt.lead", reviewer: "electronics.reviewer", points: ["88.5", "86"] },
    ],
    at,
  });
  const round = await db.awardRound.findUniqueOrThrow({ where: { id }, select: { state: true, version: true } });
  if (round.state === "NOTICE") await decideRound(await cast.as("officer", at.decided), id, round.version);
  const revoked = applications[1]?.id ?? "";
  if ((await db.awardApplication.count({ where: { id: revoked, state: "AWARDED" } })) > 0)
    await revokeAward(await cast.as("officer", at.revoked), revoked, {
      version: await applicationVersion(revoked),
      reason: "申报材料中的项目经核查由他人主持完成。",
    });
  if ((await db.roundAuditor.count({ where: { roundId: id } })) > 0) return;
  await nameAuditor(await cast.as("officer", daysFrom(now, -15)), id, {
    contact: DEMO_SIGN_INS.find(({ key }) => key === AUDITOR)?.email ?? "",
    until: dateOf(addMonths(now, 6)),
    reason: "年度评选工作抽查。",
  });
}
