import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR_OID = 18;
const TEXT_OID = 25;

/** What of adapter-pg's class we need to reach although its types hide it. */
type PgAdapterInside = SqlDriverAdapter & {
  performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[] }>;
  onError(error: unknown): never;
  underlyingDriver(): pg.Pool;
};

/**
 * The schema engine's way to PostgreSQL: adapter-pg, with three repairs that migrations need.
 * Scripts run as one simple query (the original splits at ";", which breaks function bodies and
 * is not atomic); the "char" type can be read; the shadow database is closed before it is dropped.
 */
export function migrationAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  const { connectionString, schema } = splitSchema(url);
  const factoryFor = (address: string) =>
    new PrismaPg({ connectionString: address, max: 4, idleTimeoutMillis: 200 }, { schema, onPoolError: () => {} });
  const connect = async () => repaired((await factoryFor(connectionString).connect()) as unknown as PgAdapterInside);
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect,
    async connectToShadowDb() {
      const database = `shadow_${randomUUID().replaceAll("-", "")}`;
      await runOnce(connectionString, `CREATE DATABASE "${database}"`);
      const adapter = repaired(
        (await factoryFor(withDatabase(connectionString, database)).connect()) as unknown as PgAdapterInside,
      );
      const close = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await close();
        await runOnce(connectionString, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      };
      return adapter;
    },
  };
}

/** The same server and account, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.toString();
}

/** Opens a connection, runs one statement, closes. */
export async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: splitSchema(url).connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Prisma writes the schema into the address as ?schema=…, which PostgreSQL drivers do not know. */
function splitSchema(url: string): { connectionString: string; schema?: string } {
  const address = new URL(url);
  const schema = address.searchParams.get("schema") ?? undefined;
  address.searchParams.delete("schema");
  return { connectionString: address.toString(), schema };
}

function repaired(adapter: PgAdapterInside): PgAdapterInside {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const queryRaw = Object.getPrototypeOf(adapter).queryRaw as SqlDriverAdapter["queryRaw"];
  adapter.queryRaw = async (query) => {
    let charColumns: boolean[] = [];
    const self = Object.create(adapter) as PgAdapterInside;
    self.performIO = async (sent) => {
      const result = await adapter.performIO(sent);
      charColumns = result.fields.map((field) => field.dataTypeID === CHAR_OID);
      for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
      return result;
    };
    const result = await queryRaw.call(self, query);
    result.columnTypes = result.columnTypes.map((type, i) => (charColumns[i] ? ColumnTypeEnum.Character : type));
    return result;
  };
  return adapter;
}
