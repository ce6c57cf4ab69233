type Asker = (keys: string[]) => Promise<string[]>;
type Holder = { __jianglianKeptElsewhere?: Map<string, Asker> };
const askers = ((globalThis as Holder).__jianglianKeptElsewhere ??= new Map<string, Asker>());

/** Tells of kept bytes that are no attachments, so that the nightly sweep leaves them. Registered at start-up. */
export const registerKeptKeys = (what: string, ask: Asker): void => void askers.set(what, ask);

/** Of these keys, those that somebody keeps. */
export async function keptElsewhere(keys: string[]): Promise<string[]> {
  const answers = await Promise.all([...askers.values()].map((ask) => ask(keys)));
  return answers.flat();
}
