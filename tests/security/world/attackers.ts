import { beforeEach } from "vitest";
import type { InProcess } from "#tests/support/in-process.server.ts";
import { type Answer, askAs } from "./ask-as.ts";
import type { Canary } from "./use-world.ts";

/** Who fills in forms wrongly. */
export const PEOPLE = [
  "author",
  "reviewer",
  "secretariatA",
  "toolsLeader",
  "toolsCraftsman",
  "toolsReviewer",
  "admin",
  "officerA",
  "breweryCraftsman",
];

export type Attackers = {
  /** Begins a new session; some of the forms end it. */
  signIn(as: string): Promise<void>;
  cookieOf(as: string): string;
  send(as: string, path: string, init?: RequestInit): Promise<Answer>;
  post(as: string, path: string, body: BodyInit, headers?: Record<string, string>): Promise<Answer>;
};

/** People of the world with a new session before each test of the block this is called in. */
export function useAttackers(product: InProcess, canary: Canary): Attackers {
  const cookies = new Map<string, string>();
  const signIn = async (as: string): Promise<void> => {
    cookies.set(as, await product.signIn(canary.world.cast.idOf(as)));
  };
  beforeEach(async () => {
    for (const key of PEOPLE) await signIn(key);
  });
  return { signIn, cookieOf: (as) => cookies.get(as) ?? "", ...askAs(product, cookies) };
}
