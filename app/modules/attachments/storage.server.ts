import { randomBytes } from "node:crypto";
import { configuredStorage } from "#app/lib/storage/configured.server.ts";
import type { Storage, Stored } from "#app/lib/storage/storage.ts";

/**
 * A picture's two sizes (for videos of the poster frame, for PDF files of the first page), the pages after the first,
 * and what came in where that is kept as it is.
 */
export const SIZES = [
  "screen",
  "thumb",
  "original",
  "page2",
  "page3",
  "page4",
  "page5",
  "page6",
  "page7",
  "page8",
] as const;
export type FileSize = (typeof SIZES)[number];

export const isFileSize = (value: unknown): value is FileSize => SIZES.includes(value as FileSize);

/** An unguessable name; says nothing about owner, time or content. */
export const newKey = (): string => randomBytes(24).toString("hex");

export const fileStorage = (): Storage => configuredStorage();

/** What is kept of one file: bytes made here, and the file as it came, at a path, when that is kept too. */
export type Kept = { made: Partial<Record<FileSize, Buffer>>; original?: string };

/** Keeps all sizes under a new key. */
export async function keep(key: string, { made, original }: Kept): Promise<void> {
  for (const [size, bytes] of Object.entries(made)) await fileStorage().put(`${key}.${size}`, bytes);
  if (original) await fileStorage().take(`${key}.original`, original);
}

export const findKept = (key: string, size: FileSize): Promise<Stored | null> => fileStorage().find(`${key}.${size}`);

/** Keeps bytes made again from the same file, unless another job was faster. */
export async function keepOnce(key: string, size: FileSize, bytes: Buffer): Promise<void> {
  try {
    await fileStorage().put(`${key}.${size}`, bytes);
  } catch (error) {
    if (!(await findKept(key, size))) throw error;
  }
}

export async function discard(key: string): Promise<void> {
  for (const size of SIZES) await fileStorage().remove(`${key}.${size}`);
}
