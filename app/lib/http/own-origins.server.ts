import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

/** The addresses this installation goes by: the one set, and the one asked under; a proxy may have taken https away. */
export function ownOrigins(request: Request): string[] {
  const { publicUrl } = runtimeFacts();
  const { host } = new URL(request.url);
  return [...new Set([...(publicUrl ? [new URL(publicUrl).origin] : []), `https://${host}`, `http://${host}`])].map(
    (origin) => new URL(origin).origin,
  );
}
