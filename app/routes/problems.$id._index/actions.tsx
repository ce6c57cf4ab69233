import type { ReactNode } from "react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { AvailableAction } from "#app/modules/problems/policy.ts";
import { problemPageWords } from "#app/words/problem-page.ts";

export const actionPath = (id: string, name: AvailableAction["name"]): string => paths.problemAction(id, name);

type ActionsProps = {
  id: string;
  actions: AvailableAction[] /** Steps of solving, before the others. */;
  children?: ReactNode;
};

/** What the reader may do now: the main step first. */
export function Actions({ id, actions, children }: ActionsProps) {
  const w = useWords(problemPageWords);
  if (actions.length === 0 && !children) return null;
  return (
    <div className="no-print">
      <Section title={w.actions}>
        <div className="flex flex-wrap gap-2 xl:flex-col xl:items-stretch">
          {children}
          {actions.map(({ name, main }) => (
            <LinkButton
              key={name}
              to={actionPath(id, name)}
              variant={main ? "primary" : "secondary"}
              size={main ? "medium" : "small"}
            >
              {w.action[name]}
            </LinkButton>
          ))}
        </div>
      </Section>
    </div>
  );
}
