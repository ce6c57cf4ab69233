/** Names every background job and what starts it. One file per concern beside this one. */
export function registerWork(): void {}
