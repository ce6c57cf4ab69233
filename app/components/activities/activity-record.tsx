import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";
import { CopyText } from "../actions/copy-text.tsx";
import { Photos } from "../facts/photos.tsx";
import { Section } from "../layout/section.tsx";

type RecordProps = { record: string; photos: string[]; news: { zh: string; en: string } | null };

/** What happened: the record, the photos, and the news text in the reader's language where there is one. */
export function ActivityRecord({ record, photos, news }: RecordProps) {
  const w = useWords(activitiesWords);
  const c = useWords(activityWorkWords).news;
  const english = useLocale() === "en";
  const text = news && ((english ? news.en || news.zh : news.zh || news.en) as string);
  return (
    <>
      {record && (
        <Section title={w.record}>
          <p className="max-w-reading whitespace-pre-wrap wrap-anywhere">{record}</p>
        </Section>
      )}
      {photos.length > 0 && (
        <Section title={w.photos}>
          <Photos
            photos={photos.map((id) => ({ id, href: paths.file(id, "screen"), thumbnail: paths.file(id, "thumb") }))}
          />
        </Section>
      )}
      {text && (
        <Section title={w.news} aside={<CopyText text={text} label={c.copy} copied={c.copied} />}>
          <p className="max-w-reading whitespace-pre-wrap wrap-anywhere">{text}</p>
        </Section>
      )}
    </>
  );
}
