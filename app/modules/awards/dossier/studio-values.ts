import { formatYuan } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { competitionsWords } from "#app/words/competitions.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import type { DossierContent, Honour } from "./content/content.ts";
import type { Lists } from "./fields.ts";

/** "省级工匠、劳模"; empty for none. */
export function honourText({ tier, title }: Honour, locale: Locale): string {
  const { tiers, titles } = words(alliancesWords, locale);
  return [tier && tiers[tier], title && titles[title]].filter(Boolean).join(words(dossierPaperWords, locale).comma);
}

/** The lists that studios and persons have. */
export function studioRows(
  record: DossierContent,
  locale: Locale,
): Pick<Lists, "activities" | "apprentices" | "promotions" | "competitions" | "targets" | "funds"> {
  const { kind, numbered } = words(activitiesWords, locale);
  const { grade } = words(mentorshipsWords, locale);
  const c = words(competitionsWords, locale);
  const unit = (amount: string, of: string): string => (amount === "" ? "" : `${amount} ${of}`.trim());
  return {
    activities: record.activities.map(({ ordinal, ...one }, n) => ({
      ...one,
      position: String(n + 1),
      kind: ordinal === null ? kind[one.kind] : numbered[one.kind](ordinal),
    })),
    apprentices: record.apprentices.map(({ before, after, from, on, ...one }) => ({
      ...one,
      before: grade[before],
      after: after ? grade[after] : "",
      period: `${from} — ${on}`,
    })),
    promotions: record.promotions.map(({ before, after, honour, ...one }) => ({
      ...one,
      before: before ? grade[before] : "",
      after: after ? grade[after] : honourText(honour, locale),
    })),
    competitions: record.competitions.map(({ level, rank, medal, award, ...one }) => ({
      ...one,
      level: c.level[level],
      result: [rank === null ? "" : c.rankOf(rank), medal ? c.medal[medal] : "", award].filter(Boolean).join(" "),
    })),
    targets: record.targets.map(({ year, topic, measure, unit: of, target, actual }) => ({
      year: String(year),
      topic,
      measure,
      target: unit(target, of),
      actual: unit(actual, of),
    })),
    funds: record.funds.map(({ year, grantedFen, usedFen }) => ({
      year: String(year),
      granted: formatYuan(grantedFen, locale),
      used: formatYuan(usedFen, locale),
    })),
  };
}
