import type { Prisma } from "#app/lib/db.server.ts";
import type { Honour, HonourTier, HonourTitle } from "./content.ts";

/** A calendar day as it is kept. */
export const day = (at: Date | null | undefined): string => at?.toISOString().slice(0, 10) ?? "";

/** What the poster's reviewer put in the title's place for everybody outside. */
export const titleForOthers = ({ title, redactions }: { title: string; redactions: Prisma.JsonValue }): string => {
  const instead = (redactions as { title?: unknown } | null)?.title;
  return typeof instead === "string" ? instead : title;
};

type Benefited = { reuse: { anonymous: boolean } | null; fix: { anonymous: boolean } };
/** Rule: whoever stays unnamed is unnamed on paper too, and in the list of chains. */
export const isUnnamed = ({ reuse, fix }: Benefited): boolean => (reuse ? reuse.anonymous : fix.anonymous);

export const honourOf = (profile: { honourTier: HonourTier | null; title: HonourTitle | null } | null): Honour => ({
  tier: profile?.honourTier ?? null,
  title: profile?.title ?? null,
});
