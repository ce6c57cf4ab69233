import { db } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { alone, appendBody, dropPart, partSize } from "./part-file.server.ts";
import { type SignedFile, sign, signedFile, SIGNED_AT, uploadsOutside } from "./upload-token.server.ts";
import { takeOutcome, uploadHandler, type UploadOutcome } from "./upload-router.server.ts";

/** The upload behind an address, when it is the actor's own: a signed address is of no use to anybody else. */
async function ownUpload(actor: Actor, key: string) {
  if (uploadsOutside()) throw notFound();
  const upload = await db.upload.findFirst({ where: { key, personId: actor.personId } });
  if (!upload) throw notFound();
  return upload;
}

/** How much of a file is here already. Errors: forbidden (upload-lost), not_found. */
export async function uploadedSoFar(actor: Actor, request: Request): Promise<number> {
  const file = signedFile(request, actor.now);
  await ownUpload(actor, file.key);
  return alone(file.key, async () => {
    const upload = await ownUpload(actor, file.key);
    return upload.finishedAt ? file.size : partSize(upload.partKey);
  });
}

/** From where on the sender goes on; without a range, from the beginning. */
function rangeStart(request: Request): number {
  const range = request.headers.get("Range");
  if (range === null) return 0;
  const start = /^bytes=(\d{1,12})-$/.exec(range)?.[1];
  if (start === undefined) throw new DomainError("bad_request");
  return Number(start);
}

/**
 * Takes the rest of a file in and, when it is whole, lets it be judged and recorded. A repeat after that answers the
 * same again. Errors: forbidden (upload-lost), not_found, conflict (upload-busy), bad_request.
 */
export async function receiveUpload(actor: Actor, request: Request): Promise<UploadOutcome> {
  const file = signedFile(request, actor.now);
  await ownUpload(actor, file.key);
  const start = rangeStart(request);
  return alone(file.key, async (stopped) => {
    const upload = await ownUpload(actor, file.key);
    if (upload.finishedAt) {
      // What is there is never replaced; who missed the answer gets it again.
      if (start !== file.size) throw new DomainError("conflict", "upload-busy");
      return outcomeOf(upload);
    }
    const have = await partSize(upload.partKey);
    if (start !== have || start > file.size) throw new DomainError("conflict", "upload-busy");
    const missing = file.size - have;
    if (missing > 0) await appendBody(request, { partKey: upload.partKey, have, missing }, stopped);
    const outcome = await finish(file, upload);
    const finished = await db.upload.update({
      where: { key: file.key },
      data:
        "id" in outcome
          ? { attachmentId: outcome.id, finishedAt: new Date() }
          : { refusal: outcome.refused, finishedAt: new Date() },
    });
    await dropPart(upload.partKey);
    return outcomeOf(finished);
  });
}

type Finished = { attachmentId: string | null; refusal: string | null };

const outcomeOf = ({ attachmentId, refusal }: Finished): UploadOutcome =>
  attachmentId ? { id: attachmentId } : { refused: refusal ?? "" };

type Row = { personId: string; ownerKind: string; ownerId: string };

/** Tells the file route, as the cloud would, that a file has arrived. */
async function finish(file: SignedFile, { personId, ownerKind, ownerId }: Row): Promise<UploadOutcome> {
  const url = SIGNED_AT + paths.uploads();
  const body = JSON.stringify({
    status: "uploaded",
    file: {
      key: file.key,
      name: file.name,
      size: file.size,
      type: file.type,
      customId: file.clientId,
      url,
      appUrl: url,
      ufsUrl: url,
      fileHash: "",
    },
    origin: SIGNED_AT,
    metadata: { personId, ownerKind, ownerId },
  });
  const headers = {
    "Content-Type": "application/json",
    "uploadthing-hook": "callback",
    "x-uploadthing-signature": sign(body),
  };
  const request = new Request(`${url}?slug=${encodeURIComponent(file.slug)}`, { method: "POST", headers, body });
  await (await uploadHandler())({ request, params: {}, context: {} });
  const outcome = takeOutcome(file.key);
  if (!outcome) throw new DomainError("unavailable", "busy");
  return outcome;
}
