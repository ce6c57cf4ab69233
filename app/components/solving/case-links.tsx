import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { CaseLink } from "#app/modules/solving/matching/rules.ts";
import { matchingWords } from "#app/words/matching.ts";

/** Cases named as examples, each open to whoever reads it here. */
export function CaseLinks({ cases }: { cases: readonly CaseLink[] }) {
  const w = useWords(matchingWords);
  return cases.map((one, n) => (
    <span key={one.id}>
      {n > 0 && w.comma}
      <Link to={paths.problem(one.id)} className="link wrap-anywhere">
        {one.title}
      </Link>
    </span>
  ));
}
