import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { publicAddress } from "#app/lib/public-address.server.ts";
import { endingOf } from "#app/modules/attachments/rules.ts";
import { findKept } from "#app/modules/attachments/storage.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import type { Drawer } from "./drawer.server.ts";
import {
  type ChainEnd,
  distinctNames,
  type Manifest,
  manifestJson,
  manifestOf,
  manifestText,
  safeName,
} from "./manifest.ts";
import type { DossierRecord, EvidenceFile } from "./record.ts";
import type { ZipPart } from "./write-zip.server.ts";

/** Dossiers are papers of Chinese unions, whoever makes them. */
const LOCALE = "zh-CN";

/** Where people find an application; also what its QR code says. */
export const dossierAddress = (id: string): string => publicAddress(awardPaths.dossier(id));

type Evidence = { path: string; key: string; photo: boolean };
/** What was prepared of one application, beside its form and its paper. */
type Prepared = { version: number; manifest: Manifest; evidence: Evidence[] };

type Work = { folder: string; drawer: Drawer; template: Uint8Array; heads: readonly ChainEnd[]; now: Date };

/**
 * Draws one application's papers and computes its manifest, into files of the working folder; those that are there already
 * for this version of it stay. The manifest is written last: with it, everything is there.
 */
export async function prepareDossier(record: DossierRecord, work: Work): Promise<Manifest> {
  const known = await readPrepared(work.folder, record.id);
  if (known?.version === record.version) return known.manifest;
  await mkdir(work.folder, { recursive: true, mode: 0o700 });
  const printed = { locale: LOCALE, now: work.now, address: dossierAddress(record.id) } as const;
  const w = words(dossierPaperWords, LOCALE).file;
  const form = await work.drawer.drawTo(pathIn(work.folder, record.id, "docx"), {
    kind: "form",
    template: work.template,
    record,
    printed,
  });
  const paper = await work.drawer.drawTo(pathIn(work.folder, record.id, "pdf"), { kind: "paper", record, printed });
  const evidence = evidencePaths(record);
  const files = [
    { path: `${w.form}.docx`, ...form },
    { path: `${w.paper}.pdf`, ...paper },
  ];
  for (const one of evidence) {
    const measured = await measure(one);
    if (measured) files.push({ path: one.path, ...measured });
  }
  const manifest = manifestOf(record, files, work.heads, work.now);
  const there = evidence.filter((one) => files.some((file) => file.path === one.path));
  const prepared: Prepared = { version: record.version, manifest, evidence: there };
  const target = pathIn(work.folder, record.id, "json");
  await writeFile(`${target}.part`, JSON.stringify(prepared), { mode: 0o600 });
  await rename(`${target}.part`, target);
  return manifest;
}

/** The entries of one prepared application, below `prefix`. */
export async function* dossierParts(
  folder: string,
  id: string,
  prefix: string,
  timeZone: string,
): AsyncGenerator<ZipPart> {
  const prepared = await readPrepared(folder, id);
  if (!prepared) throw new Error(`the dossier of ${id} was not prepared`);
  const w = words(dossierPaperWords, LOCALE).file;
  yield { path: `${prefix}${w.form}.docx`, file: pathIn(folder, id, "docx") };
  yield { path: `${prefix}${w.paper}.pdf`, file: pathIn(folder, id, "pdf") };
  for (const one of prepared.evidence) yield { path: prefix + one.path, open: () => openKept(one) };
  yield { path: `${prefix}manifest.json`, bytes: Buffer.from(manifestJson(prepared.manifest)) };
  yield { path: `${prefix}${w.manifest}.txt`, bytes: Buffer.from(manifestText(prepared.manifest, timeZone, LOCALE)) };
}

const pathIn = (folder: string, id: string, ending: string): string => join(folder, `${id}.${ending}`);

async function readPrepared(folder: string, id: string): Promise<Prepared | null> {
  const text = await readFile(pathIn(folder, id, "json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Prepared);
}

/** Where each piece of evidence lies in the archive; photos carry the ending of what is kept of them. */
function evidencePaths(record: DossierRecord): Evidence[] {
  const w = words(dossierPaperWords, LOCALE).file;
  const nameOf = (file: EvidenceFile): string => {
    const name = file.photo ? file.name.replace(/\.[A-Za-z0-9]{1,5}$/, "") : file.name;
    const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? `.${endingOf(file.mime)}`;
    return `${w.evidence}/${w.folder[file.of]}/${safeName(name.slice(0, name.length - (name.endsWith(ending) ? ending.length : 0)))}${ending}`;
  };
  const names = distinctNames(record.files.map(nameOf));
  return record.files.map(({ key, photo }, n) => ({ path: names[n] ?? "", key, photo }));
}

async function openKept({ key, photo }: Pick<Evidence, "key" | "photo">): Promise<Readable> {
  const kept = await findKept(key, photo ? "screen" : "original");
  if (!kept) throw new Error("a file of the evidence is gone");
  return kept.read();
}

/** Size and hash of the bytes as they are now, whatever was recorded of them; null when they are gone. */
async function measure(one: Evidence): Promise<{ size: number; sha256: string } | null> {
  const kept = await findKept(one.key, one.photo ? "screen" : "original");
  if (!kept) return null;
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of kept.read()) {
    hash.update(piece as Buffer);
    size += (piece as Buffer).length;
  }
  return { size, sha256: hash.digest("hex") };
}
