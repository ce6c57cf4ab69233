import { env } from "#app/lib/env.server.ts";
import { log } from "#app/lib/log.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { diskStorage } from "./disk.server.ts";
import { layeredStorage } from "./layered.ts";
import { s3Storage } from "./s3.server.ts";
import type { Storage } from "./storage.ts";

let bucket: Storage | null | undefined;

/** The S3-compatible storage of the settings; null when files stay on this machine. */
export function bucketStorage(): Storage | null {
  if (bucket !== undefined) return bucket;
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION, S3_PATH_STYLE } = env();
  bucket =
    S3_ENDPOINT && S3_BUCKET && S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
      ? s3Storage({
          endpoint: S3_ENDPOINT,
          bucket: S3_BUCKET,
          region: S3_REGION,
          accessKeyId: S3_ACCESS_KEY_ID,
          secretAccessKey: S3_SECRET_ACCESS_KEY,
          pathStyle: S3_PATH_STYLE === "yes",
        })
      : null;
  return bucket;
}

export const localStorage = diskStorage(() => runtimeFacts().filesDir);

/** Where files are kept: the bucket of the settings over what is still on this machine, or this machine alone. */
export function configuredStorage(): Storage {
  const above = bucketStorage();
  return above ? layeredStorage(above, localStorage) : localStorage;
}

/** Says in the log whether the bucket of the settings answers; until it does, no file can be kept or opened. */
export async function checkBucket(): Promise<void> {
  const above = bucketStorage();
  if (!above) return;
  const where = `bucket ${env().S3_BUCKET} at ${new URL(env().S3_ENDPOINT ?? "").host}`;
  try {
    await above.names()[Symbol.asyncIterator]().next();
    log.info(`files: ${where}`);
  } catch (error) {
    log.error(`files: ${where} does not answer as it should; check S3_*, the bucket and the key's rights`, { error });
  }
}
