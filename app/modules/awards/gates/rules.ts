import type { AchievementState } from "#app/modules/achievements/achievement/lifecycle.ts";
import type { AchievementOrigin } from "#app/modules/achievements/achievement/rules.ts";
import {
  allConfirmed,
  type Confirmation,
  type ShareLine,
  whyNotShares,
} from "#app/modules/achievements/shares/rules.ts";
import type { Facts } from "../facts/catalogue.ts";
import type { RoundState } from "../lifecycle.ts";
import { meets, workOut } from "../rubrics/evaluate.ts";
import type { Gate, RubricContent, Words } from "../rubrics/rubric.ts";
import { type Statement, statementLacks } from "../applications/statement.ts";

export type HeadRule = "ALLOWED" | "NOT_FIRST" | "NOT_AMONG";
export type Completer = { personId: string; name: string; position: number };

/**
 * Rule "award rules name who may be among any of the counted completers": heads of enterprises, now or within 12 months,
 * who stand where the round does not admit them.
 */
export function headsRefused(
  rule: HeadRule,
  counted: number,
  completers: readonly Completer[],
  headIds: ReadonlySet<string>,
): Completer[] {
  if (rule === "ALLOWED") return [];
  const most = rule === "NOT_FIRST" ? 1 : counted;
  return completers.filter((one) => one.position < most && headIds.has(one.personId));
}

export type Circumstances = {
  /** Still to be handed in: what was handed in in time waits for nobody's dates. */
  draft: boolean;
  round: {
    state: RoundState;
    opensAt: Date;
    closesAt: Date;
    headRule: HeadRule;
    countedCompleters: number;
    achievementKinds: readonly string[];
    rubric: RubricContent;
    gates: readonly Gate[];
  };
  achievement: {
    state: AchievementState;
    origin: AchievementOrigin;
    kind: string;
    contributorsVersion: number;
    contributors: readonly (ShareLine & Confirmation)[];
  } | null;
  completers: readonly Completer[];
  headIds: ReadonlySet<string>;
  textVersion: number;
  confirmations: readonly { personId: string; confirmedOf: number }[];
  statement: Statement;
  fileIds: ReadonlySet<string>;
  /** Patents and papers of the achievement that nothing shows. */
  unproved: number;
  inScope: boolean;
  /** The studio it is for has lost its name. */
  nameless: boolean;
  /** Handed in to the same round by somebody else, or a second time. */
  twice: boolean;
  /** Was given the same title before. */
  awarded: boolean;
  flags: readonly string[];
  facts: Facts;
};

/** Where something is put right. */
export type Fix = "achievement" | "contributors" | "statement" | "confirm" | "flags" | "none";
export type Missing = {
  /** A key of `lacks` in app/words/applications.ts. */
  key: string;
  values: Record<string, string>;
  fix: Fix;
  /** Whose words a round's own gate or criterion has. */
  text?: Words;
  /** From when it stops the application: an open flag only stops the admission. */
  blocks: "submit" | "admit";
};

const lack = (key: string, fix: Fix, more: Partial<Missing> = {}): Missing => ({
  key,
  fix,
  values: {},
  blocks: "submit",
  ...more,
});
const names = (people: readonly Completer[]): string => people.map((one) => one.name).join("、");

function ofRound({ draft, round, inScope, nameless, twice, awarded }: Circumstances, now: Date): Missing[] {
  const open = round.state === "OPEN" && now >= round.opensAt && now <= round.closesAt;
  return [
    ...(draft && !open ? [lack("not-open", "none")] : []),
    ...(inScope ? [] : [lack("out-of-scope", "none")]),
    ...(nameless ? [lack("studio-revoked", "none")] : []),
    ...(twice ? [lack("twice", "none")] : []),
    ...(awarded ? [lack("awarded-before", "none")] : []),
  ];
}

function ofAchievement({ achievement, round, unproved }: Circumstances): Missing[] {
  if (!achievement) return [];
  const missing: Missing[] = [];
  if (achievement.state !== "REGISTERED") missing.push(lack("not-registered", "achievement"));
  if (achievement.origin !== "ENTERED") missing.push(lack("not-taken-over", "achievement"));
  if (round.achievementKinds.length > 0 && !round.achievementKinds.includes(achievement.kind))
    missing.push(lack("kind", "none"));
  if (whyNotShares(achievement.contributors) !== null) missing.push(lack("shares", "contributors"));
  else if (!allConfirmed(achievement.contributors, achievement.contributorsVersion))
    missing.push(lack("shares-unconfirmed", "contributors"));
  if (unproved > 0) missing.push(lack("unproved", "achievement", { values: { n: String(unproved) } }));
  return missing;
}

function ofPeople({ round, completers, headIds, confirmations, textVersion }: Circumstances): Missing[] {
  const missing: Missing[] = [];
  const heads = headsRefused(round.headRule, round.countedCompleters, completers, headIds);
  if (heads.length > 0)
    missing.push(
      lack(round.headRule === "NOT_FIRST" ? "head-first" : "head", "contributors", { values: { names: names(heads) } }),
    );
  if (completers.length === 0) missing.push(lack("nobody", "contributors"));
  const agreed = new Set(confirmations.filter((one) => one.confirmedOf === textVersion).map((one) => one.personId));
  const silent = completers.filter((one) => !agreed.has(one.personId));
  if (silent.length > 0) missing.push(lack("unconfirmed", "confirm", { values: { names: names(silent) } }));
  return missing;
}

/**
 * What an application still lacks, in the order a person puts it right: the same list that the applicants see while they
 * write decides whether it may be submitted, and once more whether it may be admitted.
 */
export function eligibilityLacks(all: Circumstances, now: Date): Missing[] {
  const { round, facts, statement, fileIds, flags } = all;
  return [
    ...ofRound(all, now),
    ...ofAchievement(all),
    ...round.gates
      .filter((gate) => !meets(gate, facts))
      .map((gate) =>
        lack("gate", "none", {
          text: gate.text,
          values: { has: workOut(gate.formula, facts).value ?? "0", wants: gate.value, at: gate.at },
        }),
      ),
    ...statementLacks(round.rubric, statement, fileIds).map(({ criterion, lacks }) =>
      lack(lacks === "text" ? "no-text" : "no-file", "statement", { text: criterion.name }),
    ),
    ...ofPeople(all),
    ...(flags.length > 0 ? [lack("flags", "flags", { blocks: "admit", values: { n: String(flags.length) } })] : []),
  ];
}
