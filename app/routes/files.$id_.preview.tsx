import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Download } from "lucide-react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filePreview } from "#app/modules/attachments/queries-preview.server.ts";
import { filePreviewWords } from "#app/words/file-preview.ts";
import { filesWords } from "#app/words/files.ts";

export const meta = pageTitle(filePreviewWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  filePreview(await requireActor(request), uuidParam(params.id));

export default function FilePreview() {
  const w = useWords(filePreviewWords);
  const { id, fileName, kind, problemId, pages, width, height, text, cut } = useLoaderData<typeof loader>();
  const { kinds } = useWords(filesWords);
  const name = fileName ?? kinds[kind];
  const about = pages > 0 ? w.pages(pages) : text ? w.words : w.unread;
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p className="font-medium break-words text-ink">{name}</p>
            <p>{about}</p>
            {pages > 0 && <p>{w.pageHint}</p>}
          </>
        }
        back={problemId ? { to: paths.problem(problemId), label: w.back } : undefined}
      />
      <p>
        <a href={paths.file(id)} download className="link inline-flex min-h-12 items-center gap-1.5">
          <Download aria-hidden className="size-4" />
          {w.download}
        </a>
      </p>
      {Array.from({ length: pages }, (_, n) => {
        const address = paths.file(id, n === 0 ? "screen" : `page${n + 1}`);
        return (
          <a key={n} href={address} className="mt-4 block max-w-form">
            <img
              src={address}
              alt={w.page(n + 1)}
              loading={n === 0 ? "eager" : "lazy"}
              // Holds the place, so that pages come as one reaches them.
              width={width ?? undefined}
              height={height ?? undefined}
              className="h-auto w-full border border-line bg-white"
            />
          </a>
        );
      })}
      {text && <div className="mt-4 max-w-form border-t border-line pt-4 break-words whitespace-pre-wrap">{text}</div>}
      {cut && <p className="mt-3 text-sm text-muted">{w.cut}</p>}
    </>
  );
}
