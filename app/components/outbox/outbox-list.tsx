import { Inbox } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { PostCard } from "./post-card.tsx";
import type { Outbox } from "./use-outbox.ts";

type OutboxListProps = { outbox: Outbox; editTo: (id: string) => string; heading?: "h2" | "h3" };

/** Everything a person has posted from this device lately, the latest first. */
export function OutboxList({ outbox, editTo, heading }: OutboxListProps) {
  const w = useWords(outboxWords);
  if (outbox.posts.length === 0)
    return (
      <EmptyState icon={Inbox} title={w.empty}>
        {w.emptyLead}
      </EmptyState>
    );
  return (
    <ul className="max-w-form space-y-3">
      {outbox.posts.map((post) => (
        <li key={post.id}>
          <PostCard post={post} progress={outbox.progress} editTo={editTo(post.id)} heading={heading} />
        </li>
      ))}
    </ul>
  );
}
