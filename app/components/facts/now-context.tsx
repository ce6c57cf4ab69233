import { createContext, type ReactNode, useContext } from "react";

const NowContext = createContext(0);

/** The server's moment of this page, so that server and browser say the same "3 小时前". */
export function NowProvider({ now, children }: { now: number; children: ReactNode }) {
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/** Milliseconds since 1970 when the page was made. */
export const useNow = (): number => useContext(NowContext);
