import { z } from "zod";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { refusalOf } from "#app/lib/http/respond.server.ts";
import { log } from "#app/lib/log.server.ts";
import { paths } from "#app/lib/paths.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/current-actor.server.ts";
import { errorText } from "#app/words/error-text.ts";
import { fetchFromOutside, removeOutsideSoon } from "./fetch-from-outside.server.ts";
import { dropPart, partPath } from "./part-file.server.ts";
import { FILE_LIMITS, MAX_FILES_AT_ONCE, refusalBeforehand, shownName } from "./rules.ts";
import { newKey } from "./storage.server.ts";
import { checkMayUpload, storeUpload } from "./store-upload.server.ts";
import { INGEST_PATH, SIGNED_AT, uploadsOutside, uploadToken } from "./upload-token.server.ts";

/** What the browser is told of a file that arrived: where it is now, or why it was not taken. */
export type UploadOutcome = { id: string } | { refused: string };

/** Files one person may have on the way within a day and not finished; more is no use but to fill the disk. */
const MOST_UNFINISHED = 60;
const DAY = 86_400_000;

const inputSchema = z.object({
  ownerKind: z.enum(["problem", "comment", "activity"]),
  ownerId: z.uuid(),
  /** One for each file, made by the device. */
  clientIds: z.array(z.uuid()).min(1).max(MAX_FILES_AT_ONCE),
  /** Whom the device sends them for: on a shared one somebody else may be signed in by now. */
  personId: z.uuid().optional(),
});

/** Kept by the protocol between the permission and the arrival. */
const metadataSchema = z.object({ personId: z.uuid(), ownerKind: z.string(), ownerId: z.uuid() });
export type UploadMetadata = z.output<typeof metadataSchema>;

type Handle = (args: {
  request: Request;
  params: Record<string, never>;
  context: Record<string, unknown>;
}) => Promise<Response>;
type Holder = { handle?: Promise<Handle>; results: Map<string, UploadOutcome> };
const holder: Holder = ((globalThis as { __jianglianUploads?: Holder }).__jianglianUploads ??= { results: new Map() });

/** What the last callback said of this file; once. */
export function takeOutcome(key: string): UploadOutcome | undefined {
  const outcome = holder.results.get(key);
  holder.results.delete(key);
  return outcome;
}

/** UploadThing's own handler over our file route; its library is loaded at the first upload. */
export function uploadHandler(): Promise<Handle> {
  holder.handle ??= createHandler();
  return holder.handle;
}

async function createHandler(): Promise<Handle> {
  const { createRouteHandler, createUploadthing, UTFiles } = await import("uploadthing/remix");
  const { UploadThingError } = await import("uploadthing/server");
  const f = createUploadthing();
  const count = (max: number) => ({ maxFileCount: Math.min(max, MAX_FILES_AT_ONCE) });

  const route = (keepClose: boolean) =>
    // Coarse, in the steps the library knows; the exact limits of each kind are checked below.
    f(
      {
        image: { maxFileSize: "128MB", ...count(MAX_FILES_AT_ONCE) },
        video: { maxFileSize: "512MB", ...count(FILE_LIMITS.VIDEO.count) },
        audio: { maxFileSize: "64MB", ...count(FILE_LIMITS.AUDIO.count) },
        pdf: { maxFileSize: "64MB", ...count(FILE_LIMITS.DOCUMENT.count) },
        blob: { maxFileSize: "128MB", ...count(MAX_FILES_AT_ONCE) },
      },
      { presignedURLTTL: "12h" },
    )
      .input(inputSchema)
      .middleware(async ({ event, input, files }) => {
        const { actor } = event.context as { actor: Actor };
        try {
          await permit(actor, input, files);
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal) log.error("an upload could not be permitted", { error });
          const message = errorText(actor.locale, refusal?.messageKey ?? "unexpected", refusal?.values);
          throw new UploadThingError({ code: refusal ? "FORBIDDEN" : "INTERNAL_SERVER_ERROR", message });
        }
        return {
          personId: actor.personId,
          ownerKind: input.ownerKind,
          ownerId: input.ownerId,
          [UTFiles]: files.map((file, at) => ({ ...file, name: shownName(file.name), customId: input.clientIds[at] })),
        };
      })
      .onUploadComplete(({ file, metadata }) => arrived(file, metadataSchema.parse(metadata), keepClose));
  // The route's name is part of what is signed: who asked for the closer one cannot end in the other.
  const router = { files: route(false), confidential: route(true) };

  const { action } = createRouteHandler({
    router,
    config: {
      token: uploadToken(),
      isDev: false,
      logLevel: "None",
      ...(uploadsOutside()
        ? { callbackUrl: `${runtimeFacts().publicUrl ?? ""}${paths.uploads()}` }
        : { ingestUrl: SIGNED_AT + INGEST_PATH, callbackUrl: SIGNED_AT + paths.uploads(), fetch: answerHere }),
    },
  });
  return action as Handle;
}

type Announced = { name: string; type: string; size: number };

async function permit(actor: Actor, input: z.output<typeof inputSchema>, files: readonly Announced[]): Promise<void> {
  if (files.length !== input.clientIds.length) throw new DomainError("bad_request");
  if (input.personId && input.personId !== actor.personId) throw new DomainError("forbidden", "upload-of-another");
  for (const file of files) {
    const refusal = refusalBeforehand(file);
    if (refusal) throw new DomainError("invalid", refusal.messageKey, { values: refusal.values });
  }
  await checkMayUpload(actor, input.ownerKind, input.ownerId);
  const since = new Date(actor.now.getTime() - DAY);
  const unfinished = await db.upload.count({
    where: { personId: actor.personId, finishedAt: null, createdAt: { gt: since } },
  });
  if (unfinished + files.length > MOST_UNFINISHED) throw new DomainError("throttled");
}

/** Our side of the two calls that the library would make to the cloud. */
async function answerHere(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { pathname } = new URL(request.url);
  const body = (await request.json()) as Record<string, unknown>;
  if (pathname.endsWith("/route-metadata")) {
    const keys = z.array(z.string()).parse(body.fileKeys);
    const metadata = metadataSchema.parse(body.metadata);
    // The protocol's keys collide now and then: whose key it was first keeps it, and the other upload is refused.
    await db.upload.createMany({
      data: keys.map((key) => ({ key, partKey: newKey(), createdAt: new Date(), ...metadata })),
      skipDuplicates: true,
    });
  } else if (pathname.endsWith("/callback-result")) {
    holder.results.set(String(body.fileKey), body.callbackData as UploadOutcome);
  }
  return Response.json({ ok: true });
}

type Arrived = { key: string; name: string; type: string; customId: string | null; ufsUrl: string; size: number };

/** A whole file has come in, here or in the cloud: rights are asked anew, then it is judged and recorded. */
async function arrived(file: Arrived, metadata: UploadMetadata, keepClose: boolean): Promise<UploadOutcome> {
  if (!uploadsOutside()) {
    const { partKey } = await db.upload.findUniqueOrThrow({ where: { key: file.key } });
    return takeIn(file, metadata, { keepClose, path: partPath(partKey) });
  }
  const partKey = newKey();
  const path = partPath(partKey);
  try {
    return await takeIn(file, metadata, { keepClose, path, bring: () => fetchFromOutside(file, path) });
  } finally {
    await dropPart(partKey);
    await removeOutsideSoon(file.key);
  }
}

async function takeIn(
  file: Arrived,
  { personId, ownerKind, ownerId }: UploadMetadata,
  how: { keepClose: boolean; path: string; bring?: () => Promise<void> },
): Promise<UploadOutcome> {
  const actor = await loadActor(personId, new Date());
  if (!actor || !file.customId) throw new DomainError("forbidden");
  const { customId: clientId, name: fileName, type: claimedType } = file;
  try {
    return await storeUpload(actor, { ownerKind, ownerId, clientId, fileName, claimedType, ...how });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal && refusal.status < 500)
      return { refused: errorText(actor.locale, refusal.messageKey, refusal.values) };
    log.error("an upload could not be taken in", { error });
    // In the cloud it does not wait to be tried again, and without a word the browser would.
    if (how.bring) return { refused: errorText(actor.locale, "unexpected") };
    throw error;
  }
}
