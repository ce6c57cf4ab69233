import { Form, useRouteLoaderData } from "@remix-run/react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { Button } from "../actions/button.tsx";

/**
 * Signing out. Asks first when something written here has not been sent; then everything of this person leaves the
 * device before the session ends.
 */
export function SignOut({ children }: { children: ReactNode }) {
  const w = useWords(outboxWords).signOut;
  const personId = useRouteLoaderData<{ person: { id: string } | null }>("root")?.person?.id;
  const form = useRef<HTMLFormElement>(null);
  const [unsent, setUnsent] = useState(0);

  const leave = async (sure: boolean) => {
    if (!personId) return;
    if (outboxPossible()) {
      const [{ isUnsent, postsOf }, { wipePerson }] = await Promise.all([
        import("#app/browser/outbox/posts.ts"),
        import("#app/browser/outbox/wipe.ts"),
      ]);
      const left = (await postsOf(personId)).filter(isUnsent).length;
      if (left > 0 && !sure) return setUnsent(left);
      await wipePerson(personId);
    } else (await import("#app/browser/drafts/local-drafts.ts")).forgetDrafts(personId);
    form.current?.submit();
  };
  const end = (sure: boolean) => {
    // A device that keeps nothing, or whose script does not come: nothing to wipe.
    leave(sure).catch(() => form.current?.submit());
  };
  const onSubmit = (event: FormEvent) => {
    if (!personId) return;
    event.preventDefault();
    end(false);
  };
  return (
    <Form method="post" action={paths.logout()} ref={form} onSubmit={onSubmit} data-without-signal="own">
      {unsent === 0 ? (
        children
      ) : (
        <div role="alert" className="max-w-form space-y-3 rounded-md border border-urgent-line bg-urgent-soft p-4">
          <p>{w.question(unsent)}</p>
          <div className="flex flex-wrap gap-2">
            <LinkButton to={paths.outbox()} variant="primary">
              {w.look}
            </LinkButton>
            <Button type="button" variant="danger" onClick={() => end(true)}>
              {w.really}
            </Button>
          </div>
        </div>
      )}
    </Form>
  );
}
