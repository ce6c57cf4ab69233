import { Button } from "#app/components/actions/button.tsx";
import { Dialog } from "#app/components/feedback/dialog.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Skeleton } from "#app/components/feedback/skeleton.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { devUiWords } from "#app/words/dev-ui.ts";

export function Feedback() {
  const w = useWords(devUiWords);
  return (
    <div className="space-y-4">
      <Notice>{w.infoText}</Notice>
      <Notice kind="success" title={w.accept}>
        {w.doneText}
      </Notice>
      <Notice kind="warning">{w.warnText}</Notice>
      <Notice
        kind="error"
        title={w.conflictTitle}
        actions={
          <Button type="button" size="small" variant="secondary">
            {w.draft}
          </Button>
        }
      >
        {w.conflictText}
      </Notice>
      <Dialog trigger={w.dialogTitle} title={w.dialogTitle}>
        <form method="post" className="space-y-4">
          <Textarea label={w.reason} name="declineReason" required />
          <Button variant="danger">{w.dialogTitle}</Button>
        </form>
      </Dialog>
      <Skeleton lines={4} />
      <Skeleton lines={1} size="row" />
    </div>
  );
}
