import { notFound } from "#app/lib/errors.ts";
import { formatDate, formatPaperDay } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import { wordFile } from "#app/lib/word-file.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { loadAward } from "./queries.server.ts";

/** The award's certificate as Word, with room for the union's seal; one taken back has none any more. Errors: not_found. */
export async function awardCertificate(actor: Actor, id: string): Promise<{ file: Buffer; name: string }> {
  const award = await loadAward(actor, id);
  if (!award.paper || award.revoked || !award.decidedAt) throw notFound();
  const w = words(awardNoticeWords, actor.locale);
  const { round } = award;
  const title = actor.locale === "en" && round.title.nameEn ? round.title.nameEn : round.title.name;
  const body =
    award.people.length > 0 && award.people[0] !== award.title
      ? w.paperBody(award.people.join(w.comma), award.title, title, award.grade)
      : w.paperBodyOther(award.title, title, award.grade);
  const file = await wordFile({
    title: w.paperTitle,
    foot: `${w.paperFoot} · ${award.number}`,
    language: actor.locale,
    letter: true,
    blocks: [
      { kind: "right", lines: [award.number] },
      { kind: "title", text: w.paperTitle },
      { kind: "text", text: body, indent: true },
      { kind: "text", text: `${w.basis}${w.colon}${round.title.legalBasis}`, indent: true },
      { kind: "space", lines: 2 },
      {
        kind: "right",
        lines: [
          round.organisation.name,
          w.seal,
          formatPaperDay(formatDate(award.decidedAt, round.organisation.timeZone), actor.locale),
        ],
      },
    ],
  });
  return { file, name: `${w.paperTitle}-${award.number}` };
}
