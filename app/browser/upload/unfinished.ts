/**
 * Uploads of this tab that have not ended: whoever chooses the same file again after the page was reloaded goes on
 * where it was. Only for the life of the tab, because it holds names of files.
 */
type Unfinished = { clientId: string; of: string; permit: string | null };

const KEY = "unfinished-uploads";
const MOST = 20;

/** What one file on one problem by one person is known by. */
export const fingerprint = (personId: string, problemId: string, file: File): string =>
  [personId, problemId, file.name, file.size, file.lastModified].join("|");

function all(): Unfinished[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Unfinished[];
  } catch {
    return [];
  }
}

function save(list: Unfinished[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
  } catch {
    // Full or forbidden: then a reload begins anew.
  }
}

export const recall = (of: string): Unfinished | undefined => all().find((one) => one.of === of);

export const note = (one: Unfinished): void => save([...all().filter((other) => other.clientId !== one.clientId), one]);

export const forget = (clientId: string): void => save(all().filter((one) => one.clientId !== clientId));

export const forgetAll = (): void => save([]);
