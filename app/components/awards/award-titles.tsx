import { Link } from "@remix-run/react";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { StatusChip } from "../facts/status-chip.tsx";
import { Section } from "../layout/section.tsx";

type AwardTitlesProps = {
  awards: readonly {
    id: string;
    revoked: boolean;
    grade: string;
    title: { name: string; nameEn: string };
    year: number;
    about: string;
  }[];
};

/** Awards on a profile; those taken back stay and say so. Never scores. */
export function AwardTitles({ awards }: AwardTitlesProps) {
  const w = useWords(awardNoticeWords);
  const locale = useLocale();
  if (awards.length === 0) return null;
  return (
    <Section title={w.awards}>
      <ul className="max-w-form divide-y divide-line border-y border-line">
        {awards.map((one) => (
          <li key={one.id} className="py-2">
            <span className="flex flex-wrap items-center gap-2">
              <Link to={awardPaths.award(one.id)} className="link">
                {(locale === "en" && one.title.nameEn) || one.title.name} · {one.grade}
              </Link>
              {one.revoked && <StatusChip tone="urgent">{w.row.REVOKED}</StatusChip>}
            </span>
            <span className="block text-sm text-muted tabular-nums">
              {one.year} · {one.about}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
