/** A page fetched before anybody asked for it: nothing of it has been seen yet. */
export const isPrefetch = (request: Request): boolean =>
  ["Purpose", "Sec-Purpose", "X-Purpose"].some((name) => /prefetch/.test(request.headers.get(name) ?? ""));
