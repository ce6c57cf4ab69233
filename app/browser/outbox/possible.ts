/** Whether this browser can keep posts: only over https or on localhost, and not without a store of its own. */
export const outboxPossible = (): boolean =>
  window.isSecureContext && "indexedDB" in window && "locks" in navigator && "BroadcastChannel" in window;
