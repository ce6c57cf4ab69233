import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { sweepUploads } from "#app/modules/attachments/sweep-uploads.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";
import { type Sender, senderFor } from "#tests/support/uploads.ts";

const database = useTestDatabase();
let world: World;
let sender: Sender;
let other: Sender;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
  sender = await senderFor(world.engineer.personId);
  other = await senderFor(world.toolsEngineer.personId);
});

const pdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(size - 15), Buffer.from("\n%%EOF")]);
const announced = (bytes: Buffer, name = "图纸说明.pdf", type = "application/pdf") => ({
  name,
  type,
  size: bytes.length,
});
const urlOf = ({ body }: { body: unknown }): string => (body as { url: string }[])[0]?.url ?? "";
const idOf = ({ body }: { body: unknown }): string => (body as { serverData: { id: string } }).serverData.id;
const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const kept = async (id: string) => buffer((await openFile(world.engineer, id)).read());
const incoming = () => readdirSync(join(database.facts.dataDir, "incoming"));

describe("uploads", () => {
  it("arrive whole, are recorded with their event, and are answered the same again", async () => {
    const problem = await draftedProblem(world);
    const bytes = pdf(200_000);
    const clientId = randomUUID();
    const url = urlOf(await sender.ask(announced(bytes), problem, clientId));
    expect(url).toMatch(/^\/ingest\/\w+\?/);
    expect(await sender.head(url)).toBe(0);
    const answer = await sender.put(url, bytes);
    expect(answer).toMatchObject({ status: 200, body: { serverData: { id: expect.any(String) } } });
    const id = idOf(answer);
    expect(sha(await kept(id))).toBe(sha(bytes));
    expect(await db.attachment.findUnique({ where: { id } })).toMatchObject({
      kind: "DOCUMENT",
      layer: "CONFIDENTIAL",
      fileName: "图纸说明.pdf",
      sha256: sha(bytes),
      size: bytes.length,
    });
    expect(await db.event.count({ where: { subjectId: problem, type: "problem.file-added" } })).toBe(1);
    // The answer was lost: the client asks where to go on, and sends nothing.
    expect(await sender.head(url)).toBe(bytes.length);
    expect(idOf(await sender.put(url, bytes, { start: bytes.length }))).toBe(id);
    // A whole second upload of the same thing by the same device.
    const again = urlOf(await sender.ask(announced(bytes), problem, clientId));
    expect(idOf(await sender.put(again, bytes))).toBe(id);
    expect(await db.attachment.count({ where: { problemId: problem } })).toBe(1);
    expect(incoming()).toEqual([]);
    // What is there is not replaced.
    expect(await sender.put(url, pdf(200_000))).toMatchObject({ status: 409 });
    expect(sha(await kept(id))).toBe(sha(bytes));
  });

  it("go on where the connection broke, ten times, byte for byte", async () => {
    const problem = await draftedProblem(world);
    const bytes = pdf(20 * 1024 * 1024);
    const url = urlOf(await sender.ask(announced(bytes), problem));
    for (let n = 1; n <= 10; n += 1) {
      const start = Number(await sender.head(url));
      expect(await sender.put(url, bytes, { start, until: n * 1_900_003 })).toMatchObject({ status: 400 });
      expect(await sender.head(url)).toBe(n * 1_900_003);
    }
    const answer = await sender.put(url, bytes, { start: 10 * 1_900_003 });
    expect(sha(await kept(idOf(answer)))).toBe(sha(bytes));
  });

  it("have one writer: who comes later takes over, and nothing is mixed", async () => {
    const problem = await draftedProblem(world);
    const bytes = pdf(3_000_000);
    const url = urlOf(await sender.ask(announced(bytes), problem));
    const hanging = sender.put(url, bytes, { until: 1_000_000, pause: new Promise(() => {}) });
    const [first, second] = await Promise.all([
      hanging,
      (async () => {
        let start = 0;
        while (start === 0) start = Number(await sender.head(url));
        return sender.put(url, bytes, { start });
      })(),
    ]);
    expect(first).toMatchObject({ status: 409 });
    expect(sha(await kept(idOf(second)))).toBe(sha(bytes));

    const twice = urlOf(await sender.ask(announced(bytes), problem));
    const both = await Promise.all([sender.put(twice, bytes), sender.put(twice, bytes)]);
    const good = both.filter((one) => one.status === 200);
    for (const one of good) expect(sha(await kept(idOf(one)))).toBe(sha(bytes));
    if (good.length === 0) {
      const rest = await sender.put(twice, bytes, { start: Number(await sender.head(twice)) });
      expect(sha(await kept(idOf(rest)))).toBe(sha(bytes));
    }
    expect(await db.attachment.count({ where: { problemId: problem } })).toBe(2);
  });

  it("are refused to whoever may not add files, and with a forged, foreign or expired address", async () => {
    const problem = await draftedProblem(world);
    const bytes = pdf(5_000);
    expect(await other.ask(announced(bytes), problem)).toMatchObject({ status: 403 });
    expect(await sender.ask(announced(bytes), randomUUID())).toMatchObject({ status: 403 });
    const url = urlOf(await sender.ask(announced(bytes), problem));
    const forged = [
      url.replace("x-ut-file-size=5000", "x-ut-file-size=9999999"),
      url.replace(/signature=.*$/, `signature=hmac-sha256%3D${"0".repeat(64)}`),
      url.replace(/&signature=.*$/, ""),
      url.replace(/expires=\d+/, "expires=99999999999999"),
      url.replace(/\/ingest\/\w{8}/, "/ingest/AAAAAAAA"),
    ];
    for (const one of forged) {
      expect(one).not.toBe(url);
      expect(await sender.put(one, bytes)).toMatchObject({ status: 403 });
      expect(await sender.head(one)).toBe("403");
    }
    // A good address in other hands.
    expect(await other.put(url, bytes)).toMatchObject({ status: 404 });
    expect(await other.head(url)).toBe("404");
    expect(await sender.put(url, bytes)).toMatchObject({ status: 200 });
  });

  it("are refused beforehand when too large, empty or of no kind we take; more bytes than announced never fit", async () => {
    const problem = await draftedProblem(world);
    const ask = (name: string, type: string, size: number) => sender.ask({ name, type, size }, problem);
    for (const answer of [
      await ask("a.pdf", "application/pdf", 51 * 1024 * 1024),
      await ask("a.mp4", "video/mp4", 501 * 1024 * 1024),
      await ask("a.jpg", "image/jpeg", 0),
      await ask("a.svg", "image/svg+xml", 100),
      await ask("a.exe", "application/x-msdownload", 100),
      await ask("a.html", "text/html", 100),
    ])
      expect(answer).toMatchObject({ status: 403, body: { message: expect.stringMatching(/[一-鿿]/) } });
    const long = await ask(`../../${"长".repeat(10_000)}.pdf`, "application/pdf", 5_000);
    expect(urlOf(long).length).toBeLessThan(4_000);
    const bytes = pdf(5_000);
    expect(await sender.put(urlOf(long), Buffer.concat([bytes, bytes]))).toMatchObject({ status: 400 });
    const id = idOf(await sender.put(urlOf(long), bytes));
    const { fileName } = await db.attachment.findUniqueOrThrow({ where: { id } });
    expect([...fileName].length).toBe(120);
    expect(fileName).toMatch(/^长+\.pdf$/);
  });

  it("that nobody finished are swept; what is recorded stays", async () => {
    const problem = await draftedProblem(world);
    const bytes = pdf(50_000);
    const done = idOf(await sender.put(urlOf(await sender.ask(announced(bytes), problem)), bytes));
    const begun = urlOf(await sender.ask(announced(bytes), problem));
    await sender.put(begun, bytes, { until: 20_000 }).catch(() => {});
    await sweepUploads(new Date());
    expect(await sender.head(begun)).toBe(20_000);
    const swept = await sweepUploads(new Date(Date.now() + 40 * 3_600_000));
    expect(swept).toMatchObject({ files: 0 });
    expect(swept.parts).toBeGreaterThan(0);
    expect(await sender.head(begun)).toBe("404");
    expect(sha(await kept(done))).toBe(sha(bytes));
  });
});
