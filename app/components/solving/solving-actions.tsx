import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { solvingWords } from "#app/words/solving.ts";
import { LinkButton } from "../actions/link-button.tsx";
import type { SolvingData } from "./solving-data.ts";

type Step = SolvingData["actions"][number];

/** What a step is called: deciding is another thing than following, answering another than asking. */
export function useSolvingLabel(): (step: Step) => string {
  const w = useWords(solvingWords);
  return ({ name, main }) => {
    if (main && name === "permits") return w.actionDecide;
    return main && name === "question" ? w.actionAnswer : w.action[name];
  };
}

/** Buttons of what this reader may do for the solution now, the main step first. */
export function SolvingActions({ data }: { data: Pick<SolvingData, "problemId" | "actions"> }) {
  const label = useSolvingLabel();
  return data.actions.map((step) => (
    <LinkButton
      key={step.name}
      to={paths.problemAction(data.problemId, step.name)}
      variant={step.main ? "primary" : "secondary"}
      size={step.main ? "medium" : "small"}
    >
      {label(step)}
    </LinkButton>
  ));
}
