import { formatDate, formatNumber, formatYuan } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { APPLICATION_FIELDS, LIST_FIELDS, type Lists, ROUND_FIELDS } from "./fields.ts";
import { benefitTotal, type DossierRecord } from "./record.ts";
import { honourText, studioRows } from "./studio-values.ts";

/** What a template's fields are filled with: text, or a list of entries. */
export type Values = { [field: string]: string | Values[] };
type Keyed<Fields extends readonly { key: string }[]> = Record<Fields[number]["key"], string>;
export type Printed = { locale: Locale; now: Date; address: string };

/** Under both names a template may use. */
function named(fields: readonly { zh: string; key: string }[], values: Record<string, string>): Values {
  return Object.fromEntries(
    fields.flatMap(({ zh, key }) => [zh, key].map((name) => [name, values[key] ?? ""] as const)),
  );
}

/** Of the round alone, as the summary sheet has it above and below its rows. */
export function roundValues(round: DossierRecord["round"], now: Date): Values {
  const values: Keyed<typeof ROUND_FIELDS> = {
    round: round.name,
    award: round.title,
    year: String(round.year),
    legalBasis: round.legalBasis,
    organiser: round.organiser,
    printedOn: formatDate(now, round.timeZone),
  };
  return named(ROUND_FIELDS, values);
}

/** Of one application without its lists: what a row of the summary sheet is filled with. */
export function rowValues(record: DossierRecord, position: number, printed: Printed): Values {
  const a = words(achievementWords, printed.locale);
  const w = words(dossierPaperWords, printed.locale);
  const sum = benefitTotal(record);
  const verified = record.adopters.filter((one) => one.verified);
  const { profile } = record;
  const [, ...unions] = record.steps;
  const values: Keyed<typeof APPLICATION_FIELDS> = {
    position: String(position),
    number: record.number,
    title: record.title,
    kind: record.kind ? a.kind[record.kind] : w.subject[record.subject],
    enterprise: record.enterprise,
    studio: record.studio,
    firstPerson: record.people[0]?.name ?? "",
    peopleNames: record.people.map((one) => one.name).join(w.comma),
    unitNames: record.units.join(w.comma),
    completedOn: record.completedOn,
    submittedOn: record.submittedOn,
    summary: record.summary,
    innovation: record.innovation,
    application: record.application,
    social: record.social,
    novelty: record.novelty,
    gist: record.innovation || record.summary,
    benefitYuan: sum === null ? "" : String(Number(sum) / 100),
    benefitWan: sum === null ? "" : String(Number(sum) / 1_000_000),
    benefitTotal: sum === null ? bandsOf(record, printed.locale) : formatYuan(sum, printed.locale),
    adopterNames: record.adopters.map((one) => one.unit ?? a.unnamed).join(w.comma),
    adopterCount: String(verified.length),
    patentNames: record.patents.map((one) => `${a.patentKind[one.kind]} ${one.number}`).join(w.comma),
    patentCount: String(record.patents.length),
    awardNames: record.awards.map((one) => [one.name, one.grade].filter(Boolean).join(" ")).join(w.comma),
    leader: profile?.leader ?? "",
    honour: profile ? honourText(profile.honour, printed.locale) : "",
    trade: profile?.trade ?? "",
    tradeYears: profile?.tradeYears ? w.yearsOf(profile.tradeYears) : "",
    bio: profile?.bio ?? "",
    level: profile?.level ? words(alliancesWords, printed.locale).levels[profile.level] : "",
    designatedOn: record.subject === "STUDIO" ? record.completedOn : "",
    yearsRunning: profile?.yearsRunning ? w.yearsOf(profile.yearsRunning) : "",
    premises: profile?.premises ?? "",
    specialities: profile?.specialities.join(w.comma) ?? "",
    memberCount: record.subject === "STUDIO" ? w.membersOf(record.people.length) : "",
    enterpriseOpinion: record.steps[0]?.opinion ?? "",
    unionOpinion: unions
      .filter((one) => one.opinion !== "")
      .map((one) => w.opinionOf(one.unit, one.opinion))
      .join("\n"),
    state: w.state[record.state],
    grade: record.grade,
    certificateNumber: record.certificateNumber,
    factsHash: record.factsHash ?? w.notYet,
    address: printed.address,
  };
  return named(APPLICATION_FIELDS, values);
}

/** How many certified amounts of a year lie in each band; sums of bands would say too much or too little. */
function bandsOf(record: DossierRecord, locale: Locale): string {
  const { band } = words(benefitWords, locale);
  const money = record.benefits.filter((one) => one.kind !== "SOCIAL");
  return [...Map.groupBy(money, (one) => `${one.year}: ${band[one.band]}`)]
    .map(([text, rows]) => (rows.length > 1 ? `${text} × ${rows.length}` : text))
    .join("；");
}

/** Everything a form may name. */
export function formValues(record: DossierRecord, printed: Printed): Values {
  const rows = listRows(record, printed.locale);
  return {
    ...roundValues(record.round, printed.now),
    ...rowValues(record, 1, printed),
    ...Object.fromEntries(
      LIST_FIELDS.flatMap((list) => {
        const entries = rows[list.key].map((row) => named(list.items, row as Record<string, string>));
        return [list.zh, list.key].map((name) => [name, entries] as const);
      }),
    ),
  };
}

/** The lists of a record in words, for forms and for the printed paper alike. */
export function listRows(record: DossierRecord, locale: Locale): Lists {
  const a = words(achievementWords, locale);
  const b = words(benefitWords, locale);
  const w = words(dossierPaperWords, locale);
  const position = (index: number): string => String(index + 1);
  return {
    ...studioRows(record, locale),
    people: record.people.map((one, n) => ({
      ...one,
      position: position(n),
      share: one.share && `${one.share}%`,
      role: one.role ? w.role[one.role] : "",
      honour: honourText(one.honour, locale),
    })),
    units: record.units.map((unit, n) => ({ position: position(n), unit })),
    benefits: record.benefits.map((one) => ({
      year: String(one.year),
      recipient: one.recipient ?? b.unnamed,
      kind: b.kind[one.kind],
      amount: one.kind === "SOCIAL" ? one.social : one.fen === null ? b.band[one.band] : formatYuan(one.fen, locale),
      basis: one.kind === "SOCIAL" ? "" : record.exact ? one.basis : w.basisElsewhere,
      period: one.period,
      certifiedBy: one.certifiedBy,
      certifiedOn: one.certifiedOn,
    })),
    adopters: record.adopters.map((one, n) => ({
      position: position(n),
      unit: one.unit ?? a.unnamed,
      on: one.on,
      contact: one.contact,
      note: one.verified ? w.verified : a.notConfirmed,
    })),
    patents: record.patents.map((one) => ({
      kind: a.patentKind[one.kind],
      number: one.number,
      title: one.title,
      holder: one.holder,
      state: a.patentState[one.state],
      on: one.on,
    })),
    works: record.works.map((one) => ({ ...one, kind: a.workKind[one.kind] })),
    awards: record.awards,
    achievements: record.achievements.map((one, n) => ({
      position: position(n),
      title: one.title,
      kind: a.kind[one.kind],
      first: one.first,
      on: one.on,
      amount: one.band === "NONE" ? w.noBenefit : one.fen === null ? b.band[one.band] : formatYuan(one.fen, locale),
      certifiedOn: one.certifiedOn,
    })),
    fixes: record.fixes,
    facts: record.facts.map((one) => ({
      name: w.fact[one.key as keyof typeof w.fact] ?? one.key,
      value: one.key.endsWith("Yuan") && !record.exact ? w.factHidden : amountOf(one.value),
    })),
    statement: record.statement.map(({ text, ...name }) => ({
      name: locale === "en" && name.en ? name.en : name.zh,
      text,
    })),
    steps: record.steps.map(({ decision, ...one }) => ({ ...one, decision: w.decision[decision] })),
    unions: record.steps.slice(1).map(({ unit, opinion, by, on }) => ({ unit, opinion, by, on })),
    files: record.files.map((one, n) => ({ position: position(n), name: one.name, sha256: one.sha256 })),
  };
}

const amountOf = (value: string): string => (Number.isFinite(Number(value)) ? formatNumber(Number(value), 2) : value);
