import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Toast } from "../feedback/toast.tsx";
import { OutboxSlot } from "../outbox/outbox-slot.tsx";
import type { Frame } from "./frame-data.ts";
import { LiveSlot } from "../live/live-slot.tsx";
import { BottomBar, TopBar } from "./phone-bars.tsx";
import { Rail } from "./rail.tsx";
import { Banner, DemoRibbon, OfflineNotice, PendingBar } from "./ribbons.tsx";

/** Everything around a page's content: ways to move, who one is, and what the whole instance has to say. */
export function PageFrame({ frame, children }: { frame: Frame; children: ReactNode }) {
  const w = useWords(commonWords);
  return (
    <div className="frame" data-demo={frame.demo || undefined}>
      <a
        href="#content"
        className="no-print fixed top-2 left-2 z-70 -translate-y-16 rounded-md bg-primary-fill px-4 py-3 font-medium text-on-fill focus:translate-y-0"
      >
        {w.skipToContent}
      </a>
      <PendingBar />
      {frame.demo && <DemoRibbon />}
      <div className={frame.person ? "lg:flex" : undefined}>
        <TopBar frame={frame} />
        {frame.person && <Rail frame={frame} />}
        <div className="min-w-0 grow">
          {frame.banner && <Banner text={frame.banner} />}
          <OfflineNotice />
          <OutboxSlot person={frame.person} />
          {frame.person && <LiveSlot key={frame.person.id} unread={frame.unread} />}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-page px-4 pt-5 pb-28 outline-none lg:px-10 lg:pt-8 lg:pb-16"
          >
            {frame.paper && (
              <p className="paper-head print-only" data-zone={frame.paperZone}>
                {frame.paper}
              </p>
            )}
            {children}
          </main>
        </div>
      </div>
      <BottomBar frame={frame} />
      <Toast flash={frame.flash} />
    </div>
  );
}
