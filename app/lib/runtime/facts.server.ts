import { projectFolder } from "./project.server.ts";

/** What the process that started the services tells the business code; the business code starts nothing itself. */
export type RuntimeFacts = {
  databaseUrl: string;
  /** The search engine, or null when PostgreSQL's full text takes its place. */
  meili: { url: string; apiKey: string } | null;
  dataDir: string;
  /** Where uploaded files lie, below dataDir. */
  filesDir: string;
  secrets: {
    /** Keys the hash chain of events; lives outside the database. */
    chain: string;
    /** Anything else that is signed; derive a key per purpose. */
    app: string;
  };
  /** Address people use, without a trailing slash; null when not configured. */
  publicUrl: string | null;
  /** True when people reach us by https, so that cookies may be marked secure. */
  secureCookies: boolean;
  version: string;
  mode: "production" | "development" | "test";
  /** Whether this process runs the jobs too. */
  worker: "inline" | "off";
  /** The demo alliance on an empty database, or the set-up page. */
  seed: "demo" | "none";
  /** SEED=demo was asked for: create the demo even where the default would not. */
  seedForced: boolean;
};

const holder = globalThis as typeof globalThis & { __jianglian?: RuntimeFacts; __jianglianFolder?: string };

/** The facts of this process. @throws when nothing was started yet */
export function runtimeFacts(): RuntimeFacts {
  if (!holder.__jianglian) throw new Error("The runtime was not started: runtimeFacts() was called too early.");
  return holder.__jianglian;
}

/** Where package.json lies; may be asked from a bundle too. */
export function programFolder(): string {
  if (!holder.__jianglianFolder) throw new Error("The runtime was not started: programFolder() was called too early.");
  return holder.__jianglianFolder;
}

/**
 * Sets the facts; the server, the command line and the tests call it once, before business code runs.
 * Libraries that read the environment find the same values there.
 */
export function setRuntimeFacts(facts: RuntimeFacts): void {
  holder.__jianglian = facts;
  // Set by what Node runs directly; asked by the bundle, which lies elsewhere.
  holder.__jianglianFolder = projectFolder;
  process.env.DATABASE_URL = facts.databaseUrl;
  process.env.DATA_DIR = facts.dataDir;
  process.env.CHAIN_SECRET = facts.secrets.chain;
  process.env.APP_SECRET = facts.secrets.app;
  if (facts.meili) Object.assign(process.env, { MEILI_URL: facts.meili.url, MEILI_API_KEY: facts.meili.apiKey });
}
