#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, so that `prisma migrate …` and `prisma db …` work where no
 * binary can be downloaded: JSON-RPC, one message a line, over stdin and stdout.
 */
import { createInterface } from "node:readline";
import { runOnce, withDatabase } from "./adapter.server.ts";
import { engineMessage, openEngine, type SchemaEngine } from "./engine.server.ts";

const args = process.argv.slice(2);
const url = readUrl();

if (args.includes("cli")) await answerCommand();
else await answerMessages();

function readUrl(): string {
  const at = args.indexOf("--datasource");
  const given = at < 0 ? undefined : (JSON.parse(args[at + 1] ?? "{}") as { url?: string });
  return given?.url ?? process.env.DATABASE_URL ?? "";
}

/** `cli can-connect-to-database | create-database | drop-database`: the exit code is the answer. */
async function answerCommand(): Promise<void> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = withDatabase(url, "postgres");
  try {
    if (args.includes("create-database")) await runOnce(server, `CREATE DATABASE "${database}"`);
    else if (args.includes("drop-database"))
      await runOnce(server, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    else await runOnce(url, "SELECT 1");
  } catch (error) {
    const known: Record<string, string> = { "3D000": "P1003", "42P04": "P1009", "28P01": "P1000" };
    const code = known[(error as { code?: string }).code ?? ""] ?? "P1001";
    const fields = { is_panic: false, error_code: code, message: engineMessage(error), meta: null };
    process.stderr.write(`${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
    process.exitCode = 1;
  }
}

type Message = { id: number; method?: string; params?: Record<string, unknown> };
type Methods = Record<string, (params: unknown) => Promise<unknown>>;

async function answerMessages(): Promise<void> {
  let engine: SchemaEngine | undefined;

  const call = async (method: string, params: Record<string, unknown>): Promise<unknown> => {
    engine ??= await openEngine(url);
    if (method === "getDatabaseVersion") return engine.version();
    if (method === "createMigration" || method === "evaluateDataLoss") {
      // These two answer from what the engine remembers of the migrations: let a fresh one read them first.
      engine = await openEngine(url);
      const { migrationsList, filters } = params as unknown as Parameters<SchemaEngine["createMigration"]>[0];
      await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true });
    }
    const methods = engine as unknown as Methods;
    return methods[method]?.call(engine, params);
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const message = line.trim() ? (JSON.parse(line) as Message) : undefined;
    if (!message?.method) continue;
    const { id, method } = message;
    try {
      const result = await call(method, message.params ?? {});
      const printed = method === "diff" ? (result as { stdout?: string | null }).stdout : null;
      if (printed != null) await send({ id: 1_000_000 + id, method: "print", params: { content: printed } });
      await send({ id, result: result ?? null });
    } catch (error) {
      await send({ id, error: failure(error) });
    }
  }
  process.exit();
}

function failure(error: unknown) {
  const text = engineMessage(error);
  const code = (error as { code?: string }).code ?? /"?error_?code"?:\s*"(P\d+)"/i.exec(text)?.[1] ?? null;
  const data = { is_panic: false, message: text, meta: null, error_code: code };
  return { code: 4466, message: "An error happened. Check the data field for details.", data };
}

function send(message: object): Promise<void> {
  const line = `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
  return new Promise((resolve) => process.stdout.write(line, () => resolve()));
}
