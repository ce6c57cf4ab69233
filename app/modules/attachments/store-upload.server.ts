import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { type FilePolicy, filePolicyOf } from "./policy-registry.ts";
import { FILE_LIMITS, type FileKind, shownName } from "./rules.ts";
import { discard, keep, newKey } from "./storage.server.ts";
import { type TakenIn, takeIn } from "./take-in.server.ts";

export type NewUpload = {
  ownerKind: string;
  ownerId: string;
  /** Made by the device; a repeat returns the first. */
  clientId: string;
  fileName: string;
  /** What the browser takes it for; it only tells sound from film. */
  claimedType: string;
  /** Keeps it closer than files of its kind begin. */
  keepClose?: boolean;
  /** The whole file on this machine; gone or unchanged afterwards. */
  path: string;
  /** Brings it to `path`, when it is not there yet. */
  bring?: () => Promise<void>;
  /** Refuses what turns out to be of another kind. */
  only?: FileKind;
};

const earlierUpload = (actor: Actor, clientId: string) =>
  db.attachment.findUnique({
    where: { uploadedById_clientId: { uploadedById: actor.personId, clientId } },
    select: { id: true },
  });

/** Whether the actor may add files to this owner now. @throws not_found, forbidden, conflict: the owner's policy */
export async function checkMayUpload(actor: Actor, ownerKind: string, ownerId: string): Promise<void> {
  const policy = filePolicyOf(ownerKind);
  if (!policy) throw notFound();
  await policy.read(actor, ownerId);
  await inTransaction((tx) => policy.write(actor, ownerId, tx));
}

/**
 * Takes in one uploaded file: judged by its content, kept, then recorded with its event in one transaction.
 * Errors: those of the owner's policy, invalid (file-…, photo-…).
 */
export async function storeUpload(actor: Actor, input: NewUpload): Promise<{ id: string }> {
  const policy = filePolicyOf(input.ownerKind);
  if (!policy) throw notFound();
  const earlier = await earlierUpload(actor, input.clientId);
  if (earlier) return earlier;
  await policy.read(actor, input.ownerId);
  await input.bring?.();
  const taken = await takeIn(input.path, input.claimedType);
  if (input.only && taken.kind !== input.only) throw invalid("file-type", "files");
  const key = newKey();
  await keep(key, taken.kept);
  try {
    return await inTransaction((tx) => record(tx, actor, policy, { ...input, key, taken }));
  } catch (error) {
    await discard(key);
    const first = isUniqueViolation(error) ? await earlierUpload(actor, input.clientId) : null;
    if (!first) throw error;
    return first;
  }
}

async function record(
  tx: Tx,
  actor: Actor,
  policy: FilePolicy,
  { ownerKind, ownerId, clientId, fileName, keepClose, key, taken }: NewUpload & { key: string; taken: TakenIn },
): Promise<{ id: string }> {
  // Uploads to one owner queue up here, photos of a form too, so that each counts what the one before wrote.
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`photos ${ownerId}`}))`;
  const owner = await policy.write(actor, ownerId, tx);
  const { kind, mime, size, sha256, received, width, height } = taken;
  const count = await tx.attachment.count({ where: { ownerKind, ownerId, kind, removedAt: null } });
  const max = FILE_LIMITS[kind].count;
  if (count >= max) throw invalid("file-too-many", "files", { max });
  const layer = keepClose ? "CONFIDENTIAL" : await policy.layerOfNew(ownerId, kind, tx);
  const row = await tx.attachment.create({
    data: {
      ...owner,
      ownerKind,
      ownerId,
      layer,
      kind,
      key,
      fileName: shownName(fileName),
      mime,
      size,
      width,
      height,
      sha256,
      uploadedById: actor.personId,
      clientId,
      createdAt: actor.now,
    },
    select: { id: true },
  });
  if (policy.toldWithOwner) return row;
  if (policy.tell) {
    await policy.tell(tx, actor, ownerId, "added", { file: row.id, sha256 });
    return row;
  }
  await recordEvent(tx, {
    type: "problem.file-added",
    organisationId: owner.enterpriseId,
    subjectKind: "problem",
    subjectId: owner.problemId ?? ownerId,
    by: actor,
    payload: { file: row.id, sha256, received, layer, kind },
    layer,
    at: actor.now,
  });
  return row;
}
