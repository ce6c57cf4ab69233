import { WithAside } from "#app/components/layout/columns.tsx";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { Stepper } from "#app/components/layout/stepper.tsx";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { devUiWords } from "#app/words/dev-ui.ts";

export function Layouts({ code }: { code: { size: number; path: string } }) {
  const w = useWords(devUiWords);
  return (
    <div className="space-y-6">
      <PrintHeader url="https://jianglian.example/problems/137" code={code} owner={w.enterpriseName} />
      <Stepper steps={w.steps.map((label) => ({ label }))} current={2} />
      <Tabs
        label={w.allProblems}
        tabs={w.tabs.map((label, index) => ({ to: `#tab-${index}`, label, count: index * 4, current: index === 0 }))}
      />
      <WithAside aside={<p className="border-t border-line pt-2 text-dense text-muted">{w.ball}</p>}>
        <p className="prose-plain">{w.phenomenonText}</p>
      </WithAside>
    </div>
  );
}
