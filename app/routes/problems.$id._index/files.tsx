import { FileList } from "#app/components/files/file-list.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { filesWords } from "#app/words/files.ts";
import type { Problem } from "./loaded.ts";

/** Videos, documents and drawings; photos and voice notes have parts of their own. */
export function Files({ problem }: { problem: Problem }) {
  const w = useWords(filesWords);
  const files = problem.files.filter(({ kind }) => kind !== "AUDIO");
  if (files.length === 0) return null;
  return (
    <Section title={w.title}>
      <FileList label={w.title} files={files.map((file) => ({ ...file, hasPicture: file.hasPoster }))} />
    </Section>
  );
}
