import { CircleAlert, CircleCheckBig, CloudUpload, Hourglass, type LucideIcon } from "lucide-react";
import type { PostWithFiles } from "#app/browser/outbox/posts.ts";
import type { PostState } from "#app/browser/outbox/records.ts";
import type { UploadProgress } from "#app/browser/upload/send-file.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";
import { Chip } from "../facts/chip.tsx";
import type { Tone } from "../tone.ts";
import { FileRows } from "./file-rows.tsx";
import { PostActions } from "./post-actions.tsx";

const LOOK: Record<PostState, [Tone, LucideIcon]> = {
  waiting: ["waiting", Hourglass],
  sending: ["moving", CloudUpload],
  files: ["moving", CloudUpload],
  sent: ["done", CircleCheckBig],
  refused: ["urgent", CircleAlert],
};

type PostCardProps = {
  post: PostWithFiles;
  progress: ReadonlyMap<string, UploadProgress>;
  /** Where it is changed; without, it can't be here. */
  editTo?: string;
  /** Below the page's title, or below a section's. */
  heading?: "h2" | "h3";
};

/** One post of the outbox: what became of it, its files, what can be done. */
export function PostCard({ post, progress, editTo, heading: Heading = "h3" }: PostCardProps) {
  const w = useWords(outboxWords);
  const [tone, mark] = LOOK[post.state];
  const done = post.files.filter(({ state }) => state === "sent").length;
  const state = post.state === "files" ? w.state.files(done, post.files.length) : w.state[post.state];
  return (
    <article aria-label={post.title || w.noTitle} className="rounded-md border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Heading className="min-w-0 text-base font-semibold wrap-anywhere">{post.title || w.noTitle}</Heading>
        <Chip tone={tone} icon={mark}>
          {state}
        </Chip>
      </div>
      <p className="mt-0.5 mb-2 text-sm text-muted tabular-nums">
        {[post.number, w.writtenAt(formatDateTime(post.writtenAt))].filter(Boolean).join(" · ")}
      </p>
      {post.refusal && (
        <div className="mb-3 rounded-md border border-urgent-line bg-urgent-soft px-3 py-2">
          <p className="font-medium text-urgent">{w.notPosted}</p>
          <p>{post.refusal.text}</p>
        </div>
      )}
      {post.files.length > 0 && <FileRows files={post.files} progress={progress} />}
      <PostActions post={post} editTo={editTo} />
    </article>
  );
}
