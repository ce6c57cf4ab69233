/**
 * A path of our own to go back to, or the fallback. Anything that a browser could read as another host is refused:
 * `//host`, `/\host`, addresses with a scheme, control characters.
 */
export function safeReturnTo(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || value.length > 2000) return fallback;
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return fallback;
  const url = new URL(value, "http://own.invalid");
  if (url.host !== "own.invalid" || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}
