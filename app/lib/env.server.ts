import { isIP } from "node:net";
import { z } from "zod";
import { OperatorError } from "./runtime/operator-error.server.ts";

const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const url = (...schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), {
    error: `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  });
// Said here: which words the library has for it depends on what else this process has loaded.
const choice = <const Values extends [string, ...string[]]>(...values: Values) =>
  z.enum(values, { error: `must be ${new Intl.ListFormat("en", { type: "disjunction" }).format(values)}` });
const text = (min: number) => z.string().min(min, { error: `must have at least ${min} characters` });
const secret = text(32);
const file = text(1);

const uploadTokenSchema = z.object({
  apiKey: z.string().startsWith("sk_"),
  appId: z.string(),
  regions: z.array(z.string()).min(1),
  ingestHost: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/)
    .optional(),
});
function isUploadToken(value: string): boolean {
  try {
    return uploadTokenSchema.safeParse(JSON.parse(Buffer.from(value, "base64").toString())).success;
  } catch {
    return false;
  }
}

const shape = {
  PORT: whole(1, 65535).default(3000),
  HOST: z
    .string()
    .refine((value) => value === "localhost" || isIP(value) !== 0, { error: "must be an IP address or localhost" })
    .default("127.0.0.1"),
  PUBLIC_URL: url("http", "https").optional(),
  DATA_DIR: file.default(".data"),
  DATABASE_URL: url("postgresql", "postgres").optional(),
  MEILI_URL: url("http", "https").optional(),
  MEILI_API_KEY: text(1).optional(),
  SEARCH_ENGINE: choice("auto", "meilisearch", "postgres").default("auto"),
  EMBEDDINGS_URL: url("http", "https").optional(),
  EMBEDDINGS_MODEL: text(1).optional(),
  EMBEDDINGS_KEY: text(1).optional(),
  SEED: choice("demo", "none").optional(),
  TLS_CERT: file.optional(),
  TLS_KEY: file.optional(),
  TRUST_PROXY: whole(0, 5).default(0),
  SMTP_URL: url("smtp", "smtps").optional(),
  MAIL_FROM: text(3).optional(),
  OUTBOUND_PROXY: url("http", "https").optional(),
  CHAIN_SECRET: secret.optional(),
  APP_SECRET: secret.optional(),
  SESSION_DAYS: whole(1, 90).default(14),
  WORKER: choice("inline", "off").default("inline"),
  LOG_LEVEL: choice("debug", "info", "warn", "error", "silent").default("info"),
  LOG_FORMAT: choice("text", "json").default("text"),
  UPLOADTHING_TOKEN: z
    .string()
    .refine(isUploadToken, { error: "must be the whole token that UploadThing's dashboard shows" })
    .optional(),
  S3_ENDPOINT: url("http", "https").optional(),
  S3_BUCKET: text(3).optional(),
  S3_ACCESS_KEY_ID: text(1).optional(),
  S3_SECRET_ACCESS_KEY: text(1).optional(),
  S3_REGION: text(1).default("us-east-1"),
  S3_PATH_STYLE: choice("yes", "no").default("yes"),
  S3_IN_BACKUP: choice("yes", "no").default("yes"),
};

/** What a right value looks like; printed beside a wrong one. */
const examples: Record<keyof typeof shape, string> = {
  PORT: "PORT=3000",
  HOST: "HOST=0.0.0.0",
  PUBLIC_URL: "PUBLIC_URL=https://jianglian.example.com",
  DATA_DIR: "DATA_DIR=/var/lib/jianglian",
  DATABASE_URL: "DATABASE_URL=postgresql://jianglian:secret@db.example.com:5432/jianglian",
  MEILI_URL: "MEILI_URL=http://search.example.com:7700",
  MEILI_API_KEY: "MEILI_API_KEY=the-master-key-of-that-server",
  SEARCH_ENGINE: "SEARCH_ENGINE=postgres",
  EMBEDDINGS_URL: "EMBEDDINGS_URL=http://embeddings.example.com:8080",
  EMBEDDINGS_MODEL: "EMBEDDINGS_MODEL=bge-m3",
  EMBEDDINGS_KEY: "EMBEDDINGS_KEY=the-key-of-that-service",
  SEED: "SEED=none",
  TLS_CERT: "TLS_CERT=/etc/jianglian/cert.pem",
  TLS_KEY: "TLS_KEY=/etc/jianglian/key.pem",
  TRUST_PROXY: "TRUST_PROXY=1",
  SMTP_URL: "SMTP_URL=smtp://user:password@mail.example.com:587",
  MAIL_FROM: 'MAIL_FROM="Jianglian <jianglian@example.com>"',
  OUTBOUND_PROXY: "OUTBOUND_PROXY=http://proxy.example.com:3128",
  CHAIN_SECRET: "CHAIN_SECRET=at-least-32-random-characters-kept-outside-the-database",
  APP_SECRET: "APP_SECRET=at-least-32-random-characters",
  SESSION_DAYS: "SESSION_DAYS=14",
  WORKER: "WORKER=off",
  LOG_LEVEL: "LOG_LEVEL=warn",
  LOG_FORMAT: "LOG_FORMAT=json",
  UPLOADTHING_TOKEN: "UPLOADTHING_TOKEN=…",
  S3_ENDPOINT: "S3_ENDPOINT=https://s3.example.com",
  S3_BUCKET: "S3_BUCKET=jianglian-files",
  S3_ACCESS_KEY_ID: "S3_ACCESS_KEY_ID=the-id-of-a-key-for-that-bucket-alone",
  S3_SECRET_ACCESS_KEY: "S3_SECRET_ACCESS_KEY=the-secret-of-that-key",
  S3_REGION: "S3_REGION=us-east-1",
  S3_PATH_STYLE: "S3_PATH_STYLE=no",
  S3_IN_BACKUP: "S3_IN_BACKUP=no",
};

const schema = z.object(shape).superRefine((value, context) => {
  const together = (given: keyof typeof shape, missing: keyof typeof shape) => {
    if (value[given] && !value[missing]) {
      context.addIssue({ code: "custom", path: [missing], message: `is missing, but ${given} is set` });
    }
  };
  together("TLS_CERT", "TLS_KEY");
  together("TLS_KEY", "TLS_CERT");
  together("MEILI_URL", "MEILI_API_KEY");
  together("SMTP_URL", "MAIL_FROM");
  together("UPLOADTHING_TOKEN", "PUBLIC_URL");
  const bucket = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  for (const given of bucket) for (const other of bucket) together(given, other);
});

export type Env = z.infer<typeof schema>;

/** A setting that keeps the product from starting; the message is for the operator. */
export class EnvError extends OperatorError {}

/** Reads and checks the settings; an empty value counts as absent. @throws EnvError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const names = Object.keys(shape) as (keyof typeof shape)[];
  const given = names.flatMap((name) => (source[name] ? [[name, source[name]] as const] : []));
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]) as keyof typeof shape;
    const value =
      source[name] && !/SECRET|KEY|TOKEN|PROXY|_URL/.test(name) ? ` (it is ${JSON.stringify(source[name])})` : "";
    return `${name} ${issue.message}${value}. Example: ${examples[name]}`;
  });
  throw new EnvError([...new Set(lines)].join("\n"));
}

let known: Env | undefined;

/** The settings of this process, read once. @throws EnvError */
export function env(): Env {
  known ??= parseEnv(process.env);
  return known;
}

/** Only this machine can reach such a host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
