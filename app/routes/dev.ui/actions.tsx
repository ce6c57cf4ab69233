import { Form } from "@remix-run/react";
import { Check, MoreHorizontal, Plus, Undo2, X } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { CopyLink } from "#app/components/actions/copy-link.tsx";
import { IconButton } from "#app/components/actions/icon-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { devUiWords } from "#app/words/dev-ui.ts";

export function Actions() {
  const w = useWords(devUiWords);
  const c = useWords(commonWords);
  return (
    <div className="space-y-4">
      {(["large", "medium", "small"] as const).map((size) => (
        <div key={size} className="flex flex-wrap gap-3">
          <Button type="button" size={size} icon={Plus}>
            {w.publish}
          </Button>
          <Button type="button" size={size} variant="secondary">
            {w.draft}
          </Button>
          <Button type="button" size={size} variant="quiet">
            {c.cancel}
          </Button>
          <Button type="button" size={size} variant="danger" icon={X}>
            {w.reject}
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap gap-3">
        <Button type="button" loading>
          {c.sending}
        </Button>
        <Button type="button" disabled>
          {w.accept}
        </Button>
        <LinkButton to="#top" icon={Check}>
          {w.accept}
        </LinkButton>
        <IconButton label={c.more} icon={MoreHorizontal} />
        <CopyLink href="/dev/ui" />
        <PrintButton />
      </div>
      <Form method="post">
        <ConfirmButton label={w.withdraw} icon={Undo2} question={w.withdrawSure} name="intent" value="withdraw">
          <Textarea label={w.reason} name="reason" required rows={2} />
        </ConfirmButton>
      </Form>
    </div>
  );
}
