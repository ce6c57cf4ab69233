import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { panelWords } from "#app/words/panel.ts";
import type { PanelTodo } from "./queries-home.server.ts";

const TO: Record<PanelTodo["what"], (id: string) => string> = {
  answer: () => paths.judging(),
  score: (id) => paths.judgeRound(id),
  start: (id) => paths.awardPanel(id),
  propose: paths.awardScores,
  objection: paths.objection,
  decide: paths.awardNotice,
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
