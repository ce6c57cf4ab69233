/** Waits so many milliseconds, or less: until the device is connected again or somebody looks at the page again. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const woken: [EventTarget, string][] = [
      [window, "online"],
      [document, "visibilitychange"],
    ];
    const stop = () => {
      clearTimeout(timer);
      for (const [target, event] of woken) target.removeEventListener(event, end);
      signal?.removeEventListener("abort", cancelled);
    };
    const end = () => {
      stop();
      resolve();
    };
    const cancelled = () => {
      stop();
      reject(signal?.reason);
    };
    const timer = setTimeout(end, milliseconds);
    for (const [target, event] of woken) target.addEventListener(event, end);
    signal?.addEventListener("abort", cancelled);
    if (signal?.aborted) cancelled();
  });
}
