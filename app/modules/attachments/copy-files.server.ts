import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { db, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { discard, fileStorage, findKept, newKey, SIZES } from "./storage.server.ts";

type Owner = { kind: string; id: string };
type Copy = { from: string; key: string };

/** Keeps the bytes of an owner's files a second time, under names of their own; for `recordCopies`, or `discardCopies`. */
export async function keepCopies(owner: Owner): Promise<Copy[]> {
  const files = await db.attachment.findMany({
    where: { ownerKind: owner.kind, ownerId: owner.id, removedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true, key: true },
  });
  const copies: Copy[] = [];
  try {
    for (const file of files) {
      const key = newKey();
      copies.push({ from: file.id, key });
      for (const size of SIZES) {
        const kept = await findKept(file.key, size);
        if (kept) await fileStorage().put(`${key}.${size}`, await buffer(kept.read()));
      }
    }
  } catch (error) {
    await discardCopies(copies);
    throw error;
  }
  return copies;
}

export async function discardCopies(copies: readonly Copy[]): Promise<void> {
  for (const { key } of copies) await discard(key);
}

/** Makes the copies files of another owner: the same bytes, so the same hash. Answers them as events tell of files. */
export async function recordCopies(
  tx: Tx,
  actor: Actor,
  copies: readonly Copy[],
  owner: Owner,
): Promise<{ file: string; sha256: string }[]> {
  const told: { file: string; sha256: string }[] = [];
  for (const { from, key } of copies) {
    const { id: _, removedAt: _gone, ...file } = await tx.attachment.findUniqueOrThrow({ where: { id: from } });
    const row = await tx.attachment.create({
      data: {
        ...file,
        key,
        ownerKind: owner.kind,
        ownerId: owner.id,
        uploadedById: actor.personId,
        clientId: randomUUID(),
        createdAt: actor.now,
      },
      select: { id: true, sha256: true },
    });
    told.push({ file: row.id, sha256: row.sha256 });
  }
  return told;
}
