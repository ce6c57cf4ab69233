export type Announcement = { title: string; lines: string[] };

/** On the first start: the demo alliance, or the one-time set-up code. */
export async function prepareInstallation(): Promise<Announcement[]> {
  return [];
}
