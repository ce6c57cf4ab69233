export type Gate = { passed: Promise<void>; open(): void };

/** Holds what waits for `passed` until the test opens it. */
export function makeGate(): Gate {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
