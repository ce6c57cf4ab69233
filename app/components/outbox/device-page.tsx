import { useSearchParams } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { Notice } from "../feedback/notice.tsx";
import { EditPost } from "./edit-post.tsx";
import { OutboxList } from "./outbox-list.tsx";
import { PlainHttp } from "./plain-http.tsx";
import { type Outbox, useOutbox } from "./use-outbox.ts";

/** The outbox of the person signed in; `?edit=` opens one post in its form. */
export function DevicePage({ personId }: { personId: string }) {
  const w = useWords(outboxWords);
  const outbox = useOutbox(personId);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <div className="space-y-5">
      <PlainHttp />
      {!ready || outbox === undefined ? (
        <p className="text-muted">{w.loading}</p>
      ) : outbox === null ? (
        <Notice>{w.offline.nobody}</Notice>
      ) : (
        <Posts outbox={outbox} />
      )}
    </div>
  );
}

function Posts({ outbox }: { outbox: Outbox }) {
  const [search] = useSearchParams();
  const [editing] = useState(() => search.get("edit"));
  const post = outbox.posts.find(({ id }) => id === editing);
  // Sent anew it is no longer refused, but its form and then its receipt stay.
  if (post) return <EditPost key={post.id} post={post} progress={outbox.progress} />;
  return <OutboxList outbox={outbox} editTo={(id) => paths.outbox({ edit: id })} heading="h2" />;
}
