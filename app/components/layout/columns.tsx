import type { ReactNode } from "react";

/** Content with a right column for facts; on phones the facts follow. */
export function WithAside({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="gap-10 xl:grid xl:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="min-w-0">{children}</div>
      <aside className="mt-8 min-w-0 xl:mt-0">{aside}</aside>
    </div>
  );
}

/** Fields of a form, one below the other, no wider than they read well. */
export function FormColumn({ children }: { children: ReactNode }) {
  return <div className="max-w-form space-y-5">{children}</div>;
}
