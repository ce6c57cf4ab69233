import type { ReactNode } from "react";

/** The buttons that end a form: at the bottom within the thumb's reach on phones, in line on desks. */
export function FormActions({ children }: { children: ReactNode }) {
  return (
    <div className="no-print sticky bottom-[calc(3.75rem+env(safe-area-inset-bottom))] z-20 -mx-4 mt-6 flex flex-wrap items-center gap-3 border-t border-line bg-surface/95 px-4 py-3 backdrop-blur-sm max-lg:*:px-4 max-lg:*:text-base max-lg:[&>:first-child]:min-h-14 max-lg:[&>:first-child]:grow lg:static lg:mx-0 lg:border-0 lg:bg-transparent lg:px-0 lg:py-0 lg:backdrop-blur-none">
      {children}
    </div>
  );
}
