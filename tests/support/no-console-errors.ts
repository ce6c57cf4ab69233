import { afterEach, beforeEach, vi } from "vitest";

/** A complaint on the console is a failure: React's warnings and unhandled errors arrive there. */
let said: unknown[][] = [];

beforeEach(() => {
  said = [];
  vi.spyOn(console, "error").mockImplementation((...parts) => {
    said.push(parts);
  });
});

afterEach(() => {
  vi.mocked(console.error).mockRestore?.();
  if (said.length > 0) throw new Error(`console.error was called: ${said.map((parts) => parts.join(" ")).join("\n")}`);
});
