import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// The Remix plugin stays out: it wants to own the build, and tests import modules directly.
const withDatabase = ["tests/support/database-server.ts"];
const withProduct = ["tests/support/database-server.ts", "tests/support/product-build.ts"];

/** They take longest: begun last, one worker would idle while the other runs them. */
const LONGEST = ["pages", "killed", "canary", "matching-evaluation", "loop", "search-keeping"];
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(moduleId.replace(/^.*\/|\.test\.tsx?$/g, ""));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  esbuild: { jsx: "automatic" },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    // The product in the test's process makes much that is soon let go.
    execArgv: ["--max-semi-space-size=64"],
    fileParallelism: true,
    sequence: { sequencer: LongestFirst },
    passWithNoTests: true,
    setupFiles: ["tests/support/no-console-errors.ts"],
    // What is waited for comes when it comes, on whichever machine; promises about time are measured by themselves.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], isolate: false, testTimeout: 5_000 },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          globalSetup: withDatabase,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // Reads exported files in LibreOffice, which must be installed.
      {
        extends: true,
        test: { name: "office", include: ["tests/office/**/*.test.ts"], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "security",
          include: ["tests/security/**/*.test.{ts,tsx}"],
          globalSetup: withProduct,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.{ts,tsx}"],
          globalSetup: withProduct,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
