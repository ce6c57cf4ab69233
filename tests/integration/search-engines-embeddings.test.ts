import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { Embeddings } from "#search/embeddings.server.ts";
import type { Reader } from "#search/engines/engine.ts";
import { indexEvaluation } from "#search/evaluation.server.ts";
import { ask } from "#search/question.ts";
import { SearchService } from "#search/service.server.ts";
import { documentKey } from "#search/documents.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";

useTestDatabase();
const READER: Reader = { keys: ["person:evaluation"], denied: [], lapsed: [], scopes: [] };
const DOCUMENTS = [
  { id: "words", text: "空压机排气温度过高，空压机排气温度报警停机，清洗冷却器后空压机排气温度正常。" },
  { id: "meaning", text: "压缩机出口异常发烫，清洗散热片；排气温度恢复。" },
  { id: "other", text: "空压机排气温度传感器断线，更换传感器；车间备件不足。" },
];
const WORDS = ["words", "other", "meaning"];
const FUSED = ["words", "meaning", "other"];
const QUESTION = "车间里的空压机排气温度总是过高应该怎么办";

/** Meaning made simple, for the far end of the wire is what is simulated: what is about heat points one way. */
const vectorOf = (text: string): number[] => (text.includes("散热片") || text === QUESTION ? [1, 0] : [0, 1]);
type Behaviour = (request: IncomingMessage, input: string[]) => Promise<{ status?: number; body: string }>;
const asked: { path?: string; authorization?: string; model?: string; texts: number }[] = [];
const well: Behaviour = async (_request, input) => ({
  body: JSON.stringify({ data: input.map((text, index) => ({ index, embedding: vectorOf(text) })) }),
});
let behaviour: Behaviour = well;
let server: Server;
let url: string;
let release: () => void = () => {};
const warnings: string[] = [];
let service: SearchService;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; input: string[] };
    asked.push({ path: request.url, authorization: request.headers.authorization, model, texts: input.length });
    const { status = 200, body } = await behaviour(request, input);
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = new SearchService(db, null, () => {});
  await indexEvaluation(service, inTransaction, DOCUMENTS);
});
afterAll(() => {
  release();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  behaviour = well;
  asked.length = 0;
  warnings.length = 0;
  service.embeddings = null;
});

const use = (patienceMs = 2_000) => {
  service.embeddings = new Embeddings(
    { url, model: "bge-m3", apiKey: "key" },
    (text) => warnings.push(text),
    patienceMs,
  );
};
async function order(): Promise<string[]> {
  const { hits } = await service.find(ask(QUESTION), READER, {}, { offset: 0, limit: 10 }, null);
  const rows = await db.searchDocument.findMany({ select: { problemId: true, phenomenon: true } });
  const named = new Map(
    rows.map((row) => [
      row.problemId,
      DOCUMENTS.find((one) => one.text.slice(0, 8) === row.phenomenon.slice(0, 8))?.id ?? "",
    ]),
  );
  return hits.map((hit) => named.get(documentKey(hit.id).problemId) ?? "");
}

it("keeps the order of words where no service is named", async () => {
  expect(await order()).toEqual(WORDS);
  expect(asked).toEqual([]);
});

it("fuses the order of words with that of meaning, asking for each text once", async () => {
  use();
  expect(await order()).toEqual(FUSED);
  expect(asked).toEqual([{ path: "/v1/embeddings", authorization: "Bearer key", model: "bge-m3", texts: 4 }]);
  expect(await order()).toEqual(FUSED);
  expect(asked).toHaveLength(1);
});

it("answers without the service when it is slow, and uses what came late for the next question", async () => {
  let arrived: () => void = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const done = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  behaviour = async (request, input) => {
    await waiting;
    setImmediate(arrived);
    return well(request, input);
  };
  use(40);
  const start = performance.now();
  expect(await order()).toEqual(WORDS);
  // It came while the service was still silent; how fast is measured elsewhere.
  expect(performance.now() - start).toBeLessThan(5_000);
  release();
  await done;
  await expect.poll(order).toEqual(FUSED);
  expect(asked).toHaveLength(1);
});

it.each<[string, Behaviour]>([
  ["refuses", async () => ({ status: 401, body: "{}" })],
  ["breaks", async () => ({ status: 500, body: "<html>" })],
  ["talks nonsense", async () => ({ body: `{"data":[{"embedding":["x"]}]}` })],
  ["gives too few", async () => ({ body: `{"data":[]}` })],
  ["hangs up", async (request) => (request.socket.destroy(), { body: "" })],
])(
  "keeps the order of words when the service %s, says so once, and leaves it alone for a while",
  async (_name, does) => {
    behaviour = does;
    use();
    for (let n = 0; n < 3; n += 1) expect(await order()).toEqual(WORDS);
    expect(asked).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  },
);
