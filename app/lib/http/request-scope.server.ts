import { AsyncLocalStorage } from "node:async_hooks";

type Scope = Map<unknown, unknown>;
type Holder = { storage: AsyncLocalStorage<Scope>; scopes: WeakMap<object, Scope> };

// On globalThis because the server and the built routes each hold their own copy of this file.
const holder: Holder = ((globalThis as { __jianglianScope?: Holder }).__jianglianScope ??= {
  storage: new AsyncLocalStorage(),
  scopes: new WeakMap(),
});

/** Runs `work` in the memory of one HTTP request; `key` is an object that exists once per request. */
export function inRequestScope<T>(key: object, work: () => T): T {
  let scope = holder.scopes.get(key);
  if (!scope) holder.scopes.set(key, (scope = new Map()));
  return holder.storage.run(scope, work);
}

const byRequest = new WeakMap<Request, Scope>();

/**
 * Computes something once per HTTP request. The framework hands every loader its own copy of the
 * request, so that the request alone would not do as a key.
 */
export function oncePerRequest<T>(request: Request, name: string, compute: () => Promise<T>): Promise<T> {
  let scope = holder.storage.getStore() ?? byRequest.get(request);
  if (!scope) byRequest.set(request, (scope = new Map()));
  let value = scope.get(name) as Promise<T> | undefined;
  if (!value) scope.set(name, (value = compute()));
  return value;
}

/** Forgets what was computed, after the answer has changed within the request. */
export function forgetForRequest(request: Request, name: string): void {
  (holder.storage.getStore() ?? byRequest.get(request))?.delete(name);
}
