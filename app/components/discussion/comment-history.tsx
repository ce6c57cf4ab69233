import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { Person } from "../facts/person.tsx";
import { DayTime } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";

type History = {
  author: string | null;
  organisation: string | null;
  removedAt: string | null;
  versions: { body: string; at: string }[];
  files: { id: string; fileName: string }[];
};

/** Everything a comment ever said, with when; of a removed one for the reviewer who looks into it. */
export function CommentHistory({ history }: { history: History }) {
  const w = useWords(discussionWords);
  return (
    <Section title={w.historyEach} hint={history.removedAt ? w.auditLead : w.historyLead}>
      <p className="mb-3">
        <Person name={history.author} from={history.organisation} />
      </p>
      <ol className="space-y-4">
        {history.versions.map((one, n) => (
          <li key={`${one.at} ${n}`} className="border-l-2 border-line pl-3">
            <p className="text-sm text-muted">
              {n === 0 ? w.firstSaid : w.changedTo(n)} · <DayTime at={one.at} />
            </p>
            <p className="prose-plain max-w-reading break-words">{one.body}</p>
          </li>
        ))}
      </ol>
      {history.files.length > 0 && (
        <ul aria-label={w.files} className="mt-3">
          {history.files.map((file) => (
            <li key={file.id}>
              <a href={paths.file(file.id)} className="link inline-flex min-h-12 items-center break-words">
                {file.fileName}
              </a>
            </li>
          ))}
        </ul>
      )}
      {history.removedAt && (
        <p className="mt-3 text-sm text-muted">
          {w.removedAt} <DayTime at={history.removedAt} />
        </p>
      )}
    </Section>
  );
}
