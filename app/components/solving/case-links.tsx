import { Link } from "@remix-run/react";
import { paths } from "#app/lib/paths.ts";
import type { CaseLink } from "#app/modules/solving/matching/rules.ts";

/** Cases named as examples, each open to whoever reads it here. */
export function CaseLinks({ cases }: { cases: readonly CaseLink[] }) {
  return cases.map((one, n) => (
    <span key={one.id}>
      {n > 0 && "、"}
      <Link to={paths.problem(one.id)} className="link wrap-anywhere">
        {one.title}
      </Link>
    </span>
  ));
}
