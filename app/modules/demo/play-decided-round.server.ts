import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { nameAuditor } from "#app/modules/awards/audit/name-auditor.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { revokeAward } from "#app/modules/awards/decisions/revoke-award.server.ts";
import { applicationVersion, roundVersion } from "./award-steps.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { DEMO_SIGN_INS } from "./demo-people.ts";
import { playPersonRound } from "./person-round.server.ts";

const AUDITOR = "officer-county";

/**
 * A round of last year, decided: one craftsman of the city, and one whose award was taken back. An auditor of another
 * union reads its evidence. Begun again, it leaves out what is there.
 */
export async function playDecidedRound(cast: Cast, now: Date): Promise<void> {
  const year = now.getUTCFullYear() - 1;
  const at = (month: number, day: number) => new Date(Date.UTC(year, month - 1, day, 2));
  const title = await db.awardTitle.findFirst({
    where: { organisationId: cast.organisationId("federation"), subject: "PERSON" },
  });
  const [grade] = title?.grades ?? [];
  if (!title || !grade) return;
  const played = await playPersonRound(cast, {
    key: "craftsmen",
    officer: "officer",
    titleId: title.id,
    grade,
    year,
    name: `${year} 年市级工匠选树`,
    nameEn: `Municipal craftsmen ${year}`,
    judges: ["brewery.reviewer", "distillery.reviewer"],
    applied: [
      { key: "cigarette-packing.lead", reviewer: "cigarette.reviewer", points: ["92", "90"] },
      { key: "electronics-smt.lead", reviewer: "electronics.reviewer", points: ["88.5", "86"] },
    ],
    at: {
      defined: at(9, 1),
      opened: at(9, 2),
      applied: at(9, 10),
      closes: at(9, 30),
      closed: at(10, 1),
      recommended: at(10, 3),
      seats: at(10, 16),
      admitted: at(10, 15),
      panel: at(10, 21),
      scored: at(10, 25),
      panelClosed: at(11, 8),
      published: at(11, 10),
    },
  });
  if (!played) return;
  await decideRound(await cast.as("officer", at(12, 1)), played.id, await roundVersion(played.id));
  const [, revoked = ""] = played.applications;
  await revokeAward(await cast.as("officer", at(12, 20)), revoked, {
    version: await applicationVersion(revoked),
    reason: "申报材料中的项目经核查由他人主持完成。",
  });
  await nameAuditor(await cast.as("officer", addDays(now, -15)), played.id, {
    contact: DEMO_SIGN_INS.find(({ key }) => key === AUDITOR)?.email ?? "",
    until: new Date(formatDate(addMonths(now, 6))),
    reason: "年度评选工作抽查。",
  });
}
