import { CircleCheckBig, CirclePause, PowerOff } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { robotsWords } from "#app/words/robots.ts";
import { Chip } from "../facts/chip.tsx";

/** Whether a robot speaks: colour, icon and word. */
export function RobotState({ enabled, pausedAt }: { enabled: boolean; pausedAt: string | null }) {
  const w = useWords(robotsWords);
  if (!enabled)
    return (
      <Chip tone="still" icon={PowerOff}>
        {w.off}
      </Chip>
    );
  if (pausedAt)
    return (
      <Chip tone="urgent" icon={CirclePause}>
        {w.paused}
      </Chip>
    );
  return (
    <Chip tone="done" icon={CircleCheckBig}>
      {w.on}
    </Chip>
  );
}
