import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { AchievementKind } from "#app/modules/achievements/achievement/rules.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { Section } from "../layout/section.tsx";

type AchievementTitlesProps = {
  titles: readonly { key: string; id: string | null; title: string; kind: AchievementKind; year: number }[];
};

/** Registered achievements on a profile, as far as the reader may know them. */
export function AchievementTitles({ titles }: AchievementTitlesProps) {
  const w = useWords(achievementWords);
  if (titles.length === 0) return null;
  return (
    <Section title={w.profile}>
      <ul className="max-w-form divide-y divide-line border-y border-line">
        {titles.map((one) => (
          <li key={one.key} className="py-2">
            {one.id ? (
              <Link to={paths.achievement(one.id)} className="link">
                {one.title}
              </Link>
            ) : (
              one.title
            )}
            <span className="block text-sm text-muted tabular-nums">
              {one.year} · {w.kind[one.kind]}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
