import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { panelWords } from "#app/words/panel.ts";
import type { PanelTodo } from "./queries-home.server.ts";

const TO: Record<PanelTodo["what"], (id: string) => string> = {
  answer: () => awardPaths.judging(),
  score: (id) => awardPaths.judgeRound(id),
  start: (id) => awardPaths.awardPanel(id),
  propose: awardPaths.awardScores,
  objection: awardPaths.objection,
  decide: awardPaths.awardNotice,
};

/** Seats, sheets, notices, objections and decisions of award rounds, as steps of the home page. */
export function panelSteps(actor: Actor, panels: readonly PanelTodo[]) {
  const w = words(panelWords, actor.locale).todo;
  return panels.map(({ what, id, name, year }) => ({
    key: what + id,
    step: w[what],
    to: TO[what](id),
    title: name,
    mark: String(year),
  }));
}
