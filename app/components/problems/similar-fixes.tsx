import { X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { similarWords } from "#app/words/similar.ts";
import { Button } from "../actions/button.tsx";
import { buttonLook } from "../actions/button-look.ts";
import { IconButton } from "../actions/icon-button.tsx";
import { Highlight } from "../facts/highlight.tsx";
import { type Fix, FixSummary } from "./fix-summary.tsx";
import { useSimilar } from "./use-similar.ts";

type SimilarFixesProps = {
  /** The form they belong to; what is typed there is what they are like. */
  form: HTMLFormElement;
  /** The draft itself is no past fix. */
  exceptId?: string;
  sending: boolean;
};

/**
 * Past fixes beside the fields in which the problem is described; on phones below them, a strip that appears once there
 * is something to ask with. One opens in front of the form, and "this solved it" is a button of the same form.
 */
export function SimilarFixes({ form, exceptId, sending }: SimilarFixesProps) {
  const fixes = useSimilar(form, exceptId);
  const w = useWords(similarWords);
  const box = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState<Fix>();
  const headingId = useId();
  const list = fixes ?? [];
  const open = (fix: Fix) => {
    setShown(fix);
    box.current?.showModal();
  };
  return (
    <section
      aria-labelledby={headingId}
      hidden={fixes === null}
      className="no-print xl:absolute xl:top-0 xl:left-full xl:ml-10 xl:w-80"
    >
      <h2 id={headingId} className="text-dense font-medium">
        {w.title}
      </h2>
      <p role="status" className="mb-2 min-h-6 text-sm text-muted">
        {list.length > 0 ? w.found(list.length) : w.none}
      </p>
      <ul className="flex snap-x gap-2 overflow-x-auto pb-1 xl:flex-col xl:overflow-visible">
        {list.map((fix) => (
          <li key={fix.id} className="w-64 shrink-0 snap-start xl:w-auto">
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => open(fix)}
              className="h-24 w-full overflow-hidden rounded-md border border-line-strong/60 bg-surface px-3 py-2 text-left hover:bg-hover xl:h-auto"
            >
              <span className="line-clamp-1 font-medium text-primary">
                <Highlight parts={fix.title} />
              </span>
              <span className="line-clamp-2 text-sm text-muted">
                <Highlight parts={fix.action.length > 0 ? fix.action : fix.phenomenon} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <dialog
        ref={box}
        aria-labelledby={`${headingId}-fix`}
        className="m-auto max-h-[85dvh] w-[min(40rem,calc(100%-2rem))] rounded-md border border-line bg-surface p-0 text-ink shadow-float max-sm:mt-auto max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none"
      >
        {shown && (
          <FixPanel fix={shown} titleId={`${headingId}-fix`} sending={sending} close={() => box.current?.close()} />
        )}
      </dialog>
    </section>
  );
}

type PanelProps = { fix: Fix; titleId: string; sending: boolean; close: () => void };

function FixPanel({ fix, titleId, sending, close }: PanelProps) {
  const w = useWords(similarWords);
  const c = useWords(commonWords);
  return (
    <>
      <div className="flex items-start justify-between gap-4 border-b border-line py-2 pr-2 pl-5">
        <h2 id={titleId} className="py-2 text-lg wrap-anywhere">
          <Highlight parts={fix.title} />
        </h2>
        <IconButton label={c.close} icon={X} onClick={close} />
      </div>
      <div className="p-5">
        <FixSummary fix={fix} />
        <FixActions fix={fix} sending={sending} />
        <Button type="button" variant="secondary" wide className="mt-2" onClick={close}>
          {w.keepWriting}
        </Button>
      </div>
    </>
  );
}

/** Inside the problem's form: reading it in full, and "this solved it", which sends the draft along. */
export function FixActions({ fix, sending, quiet }: { fix: Fix; sending: boolean; quiet?: boolean }) {
  const w = useWords(similarWords);
  return (
    <div className="mt-4">
      <a href={paths.problem(fix.id)} target="_blank" rel="noreferrer" className={buttonLook("quiet", "medium", true)}>
        {w.open}
      </a>
      {fix.state === "SOLVED" && (
        <>
          <Button
            name="solvedBy"
            value={fix.id}
            variant={quiet ? "secondary" : "primary"}
            wide
            loading={sending}
            className="mt-2"
          >
            {w.thisSolved}
          </Button>
          <p className="mt-1 text-sm text-muted">{w.thisSolvedHint}</p>
        </>
      )}
    </div>
  );
}
