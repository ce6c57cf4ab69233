import { formatDateTime } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import type { DossierRecord } from "./record.ts";

export type ChainEnd = { organisationId: string; seq: number; hash: string };
export type ManifestFile = { path: string; size: number; sha256: string };
export type Manifest = {
  format: "jianglian-dossier-1";
  madeAt: string;
  round: { id: string; name: string; frozenHash: string | null };
  application: { id: string; number: string; title: string; version: number; state: string; factsHash: string | null };
  /** Whether amounts stand in it to the yuan. */
  exact: boolean;
  files: ManifestFile[];
  heads: ChainEnd[];
};

/** What an application's files are checked against: their hashes, those of its facts and rules, and the chains' ends. */
export function manifestOf(
  record: DossierRecord,
  files: readonly ManifestFile[],
  heads: readonly ChainEnd[],
  now: Date,
): Manifest {
  return {
    format: "jianglian-dossier-1",
    madeAt: now.toISOString(),
    round: { id: record.round.id, name: record.round.name, frozenHash: record.round.frozenHash },
    application: {
      id: record.id,
      number: record.number,
      title: record.title,
      version: record.version,
      state: record.state,
      factsHash: record.factsHash,
    },
    exact: record.exact,
    files: [...files],
    heads: heads
      .filter((head) => record.chains.includes(head.organisationId))
      .map(({ organisationId, seq, hash }) => ({ organisationId, seq, hash })),
  };
}

/** The manifest for programs: keys in order, so that the same manifest is the same bytes. */
export const manifestJson = (manifest: Manifest): string => `${canonicalJson(manifest)}\n`;

/** The manifest for people; its list of files is what `sha256sum -c` reads. */
export function manifestText(manifest: Manifest, timeZone: string, locale: Locale): string {
  const w = words(dossierPaperWords, locale).manifest;
  return [
    `# ${w.title}`,
    `# ${w.application}: ${manifest.application.number} ${manifest.application.title}`,
    `# ${w.round}: ${manifest.round.name}`,
    `# ${w.madeAt}: ${formatDateTime(manifest.madeAt, timeZone)} (${timeZone})`,
    `# ${w.factsHash}: ${manifest.application.factsHash ?? w.none}`,
    `# ${w.frozenHash}: ${manifest.round.frozenHash ?? w.none}`,
    `# ${w.lead}`,
    "#",
    `# ${w.files}`,
    ...manifest.files.map((file) => `${file.sha256}  ${file.path}`),
    "#",
    `# ${w.heads}`,
    `# ${w.headsLead}`,
    ...manifest.heads.map((head) => `# ${head.organisationId} ${head.seq} ${head.hash}`),
    "",
  ].join("\n");
}

/** A name that every file system takes: no signs of paths, no control characters, not too long, never empty. */
export function safeName(text: string, most = 60): string {
  const clean = text
    .replace(/[\p{C}\\/:*?"<>|]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|[. ]+$/g, "");
  return [...clean].slice(0, most).join("").trim() || "_";
}

/** The same name once only: "a.pdf", "a (2).pdf". */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const [, stem = name, ending = ""] = /^(.*?)(\.[A-Za-z0-9]{1,5})?$/s.exec(name) ?? [];
    let made = name;
    for (let n = 2; taken.has(made.toLowerCase()); n += 1) made = `${stem} (${n})${ending}`;
    taken.add(made.toLowerCase());
    return made;
  });
}
