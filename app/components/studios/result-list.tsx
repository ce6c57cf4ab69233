import { Link } from "@remix-run/react";
import { Medal as MedalIcon, PenLine } from "lucide-react";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { CompetitionLevel, Medal } from "#app/modules/studios/competitions/rules.ts";
import { competitionsWords } from "#app/words/competitions.ts";
import { Chip } from "../facts/chip.tsx";

export type ShownResult = {
  id: string;
  event: string;
  rank: number | null;
  medal: Medal | null;
  award: string;
  onBehalf: boolean;
  byName: string;
  person: { id: string; name: string };
  competition: { id: string; name: string; nameEn: string; level: CompetitionLevel; heldOn: string };
};

/** Rank, medal and award in one line. */
export function ResultMarks({ result }: { result: Pick<ShownResult, "rank" | "medal" | "award"> }) {
  const w = useWords(competitionsWords);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {result.medal && (
        <Chip tone="done" icon={MedalIcon}>
          {w.medal[result.medal]}
        </Chip>
      )}
      {result.rank !== null && <span className="tabular-nums">{w.rankOf(result.rank)}</span>}
      {result.award && <span>{result.award}</span>}
    </span>
  );
}

/** Results of a person or a studio, the newest first; `named` says whose each is. */
export function ResultList({ results, named = false }: { results: readonly ShownResult[]; named?: boolean }) {
  const w = useWords(competitionsWords);
  const locale = useLocale();
  return (
    <ul className="max-w-form divide-y divide-line border-y border-line">
      {results.map((result) => {
        const { competition } = result;
        return (
          <li key={result.id} className="py-2">
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {named && (
                <Link to={paths.craftsman(result.person.id)} className="link">
                  {result.person.name}
                </Link>
              )}
              <span className="font-medium">{result.event}</span>
              <ResultMarks result={result} />
            </span>
            <span className="block text-sm text-muted tabular-nums">
              {competition.heldOn} · {w.level[competition.level]} ·{" "}
              <Link to={paths.competition(competition.id)} className="link">
                {locale === "en" && competition.nameEn ? competition.nameEn : competition.name}
              </Link>
              {result.onBehalf && (
                <span title={w.onBehalfBy(result.byName)} className="ml-2 inline-flex items-center gap-1">
                  <PenLine aria-hidden className="size-3.5" />
                  {w.onBehalf}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
