/** Calls back once the page works and the device has nothing better to do. @returns cancels it */
export function whenIdle(work: () => void): () => void {
  let cancelled = false;
  const run = () => {
    if (!cancelled) work();
  };
  const begin = () => {
    if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 4_000 });
    else setTimeout(run, 500);
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
  return () => {
    cancelled = true;
    removeEventListener("load", begin);
  };
}
