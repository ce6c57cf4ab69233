import { hash, verify } from "@node-rs/argon2";

// OWASP's minimum for Argon2id (the library's default kind): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Argon2id with its own salt, as a PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), COST);

let decoy: Promise<string> | undefined;

/** Compares a password; without a hash it takes as long as with one, and answers no. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("no account has this one");
  const matches = await verify(stored ?? (await decoy), password.normalize("NFKC")).catch(() => false);
  return matches && stored !== null;
}
