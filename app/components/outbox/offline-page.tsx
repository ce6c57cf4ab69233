import { useEffect, useMemo, useState } from "react";
import { newId } from "#app/browser/upload/new-id.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { buttonLook } from "../actions/button-look.ts";
import { Notice } from "../feedback/notice.tsx";
import { Section } from "../layout/section.tsx";
import { EditPost } from "./edit-post.tsx";
import { KeptForm } from "./kept-form.tsx";
import { KeptLists } from "./kept-lists.tsx";
import { OutboxList } from "./outbox-list.tsx";
import { PlainHttp } from "./plain-http.tsx";
import { Copy } from "./copy.tsx";
import { useKept } from "./use-kept.ts";
import { type Outbox, useOutbox } from "./use-outbox.ts";

const UUID = /^\/problems\/([0-9a-f-]{36})(?:$|[/?#])/;

/** Where somebody wanted to go, and what of the device is asked for. */
type Asked = { at: string; write: boolean; edit: string | null; draft: string | null; problem: string | null };

function readAddress(): Asked {
  const query = new URLSearchParams(location.search);
  const at = query.get("at") ?? paths.home();
  const path = at.split(/[?#]/)[0] ?? "";
  return {
    at: at.startsWith("/") && !at.startsWith("//") ? at : paths.home(),
    write: path === paths.newProblem(),
    edit: query.get("edit"),
    draft: query.get("draft"),
    problem: UUID.exec(at)?.[1] ?? null,
  };
}

/** What works without signal: writing, the outbox, drafts and the problems seen last. */
export function OfflinePage({ personId }: { personId: string | null }) {
  const w = useWords(outboxWords);
  const outbox = useOutbox(personId);
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => setAsked(readAddress()), []);
  if (!asked || outbox === undefined) return <p className="text-muted">{w.loading}</p>;
  return (
    <div className="space-y-8">
      <PlainHttp />
      <BackOnline at={asked.at} />
      {outbox === null ? (
        <Notice kind="warning" title={w.offline.locked}>
          {w.offline.lockedLead}
        </Notice>
      ) : (
        <Kept outbox={outbox} asked={asked} />
      )}
    </div>
  );
}

/** The way back to the page that was wanted. */
function BackOnline({ at }: { at: string }) {
  const w = useWords(outboxWords).offline;
  const [back, setBack] = useState(false);
  useEffect(() => {
    const update = () => setBack(navigator.onLine);
    addEventListener("online", update);
    return () => removeEventListener("online", update);
  }, []);
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      {back && <span className="font-medium">{w.backOnline}</span>}
      <a href={at} className={buttonLook(back ? "primary" : "secondary")}>
        {back ? w.reopen : w.retry}
      </a>
    </div>
  );
}

function Kept({ outbox, asked }: { outbox: Outbox; asked: Asked }) {
  const w = useWords(outboxWords).offline;
  const { owner } = outbox;
  const kept = useKept(owner.personId);
  const fresh = useMemo(() => ({ clientId: newId(), category: "EQUIPMENT", severity: "DEGRADED" }), []);
  if (!kept) return null;
  const post = outbox.posts.find(({ id }) => id === asked.edit);
  if (post) return <EditPost key={post.id} post={post} progress={outbox.progress} />;
  const draft = kept.forms.find(({ id }) => id === asked.draft);
  if (draft) return <KeptForm personId={owner.personId} values={draft.values} of="draft" />;
  if (asked.write) return <KeptForm personId={owner.personId} values={fresh} />;
  const copy = kept.copies.find(({ id }) => id === asked.problem);
  return (
    <>
      {asked.problem && (copy ? <Copy copy={copy} /> : <Notice>{w.missing}</Notice>)}
      <a href={paths.offline({ at: paths.newProblem() })} className={buttonLook("primary", "large")}>
        {w.write}
      </a>
      <OutboxSection outbox={outbox} />
      <KeptLists kept={kept} except={copy?.id} />
    </>
  );
}

function OutboxSection({ outbox }: { outbox: Outbox }) {
  const w = useWords(outboxWords);
  if (outbox.posts.length === 0) return null;
  return (
    <Section title={w.title}>
      <OutboxList outbox={outbox} editTo={(id) => paths.offline({ edit: id })} />
    </Section>
  );
}
