import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

export type Photo = { id: string; href: string; thumbnail: string; caption?: string | null };

/** Photos as a grid of thumbnails; each leads to the picture itself. */
export function Photos({ photos }: { photos: Photo[] }) {
  const w = useWords(commonWords);
  if (photos.length === 0) return null;
  return (
    <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4 lg:grid-cols-5">
      {photos.map((photo, index) => {
        const label = photo.caption || w.photo(index + 1);
        return (
          <li key={photo.id} className="min-w-0">
            <a
              href={photo.href}
              aria-label={w.photoOpen(label)}
              className="block overflow-hidden rounded-md border border-line"
            >
              <img
                src={photo.thumbnail}
                alt={label}
                loading="lazy"
                className="aspect-square w-full bg-sunken object-cover"
                width={240}
                height={240}
              />
            </a>
            {photo.caption && <p className="mt-1 truncate text-xs text-muted">{photo.caption}</p>}
          </li>
        );
      })}
    </ul>
  );
}
