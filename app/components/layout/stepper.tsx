import { Check } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";

export type Step = { label: string; note?: string };

/** Where a thing stands on its way. `current` counts from 0; a number past the end means all done. */
export function Stepper({ steps, current }: { steps: Step[]; current: number }) {
  const w = useWords(commonWords);
  const now = steps[current];
  return (
    <div>
      {now && (
        <p className="mb-2 text-sm text-muted sm:hidden">
          {w.stepOf(current + 1, steps.length)} · <span className="font-medium text-ink">{now.label}</span>
        </p>
      )}
      <ol className="flex">
        {steps.map((step, index) => {
          const done = index < current;
          const here = index === current;
          return (
            <li
              key={step.label}
              aria-current={here ? "step" : undefined}
              className="relative min-w-0 flex-1 pr-2 last:flex-none"
            >
              <span
                aria-hidden
                className={cx(
                  "absolute top-3 right-0 left-6 h-0.5",
                  index === steps.length - 1 && "hidden",
                  done ? "bg-primary-fill" : "bg-line",
                )}
              />
              <span
                aria-hidden
                className={cx(
                  "relative flex size-6 items-center justify-center rounded-full border-2 text-xs font-semibold tabular-nums",
                  done && "border-primary-fill bg-primary-fill text-on-fill",
                  here && "border-primary bg-surface text-primary",
                  !done && !here && "border-line bg-surface text-muted",
                )}
              >
                {done ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
              </span>
              <span className={cx("mt-1.5 block text-sm max-sm:sr-only", here ? "font-semibold" : "text-muted")}>
                {step.label}
                <span className="sr-only"> ({done ? w.stepDone : here ? w.stepNow : w.stepAhead})</span>
              </span>
              {step.note && <span className="block text-xs text-muted max-sm:sr-only">{step.note}</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
