import { buffer } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Locale } from "#app/lib/i18n.ts";
import { drawPages } from "#app/modules/attachments/draw-pages.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { loader as file } from "#app/routes/files.$id.tsx";
import { errorText } from "#app/words/error-text.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";
import { type Sender, senderFor } from "#tests/support/uploads.ts";
import { type HostileFile, hostileFiles } from "./hostile-files.ts";

useTestDatabase();
let world: World;
let sender: Sender;
let files: HostileFile[];
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
  sender = await senderFor(world.engineer.personId);
  files = await hostileFiles();
});

type Outcome = { id?: string; refused?: string };

/** Sends a file the whole way a browser would. */
async function send({ name, type, bytes, announced }: HostileFile): Promise<Outcome> {
  const problem = await draftedProblem(world);
  const leave = await sender.ask({ name, type, size: announced ?? bytes.length }, problem);
  if (leave.status === 403) return { refused: (leave.body as { message: string }).message };
  const answer = await sender.put((leave.body as { url: string }[])[0]?.url ?? "", bytes);
  expect(answer.status).toBe(200);
  return (answer.body as { serverData: Outcome }).serverData;
}

const INLINE = /^(image\/webp|video\/|audio\/)/;

/** What of a file that was taken in is not harmless. */
async function harmOf(id: string, { gone, shown }: HostileFile): Promise<string[]> {
  const wrong: string[] = [];
  const request = new Request(`http://files.test/files/${id}`, { headers: { Cookie: sender.cookie } });
  const answer = await file({ request, params: { id }, context: {} });
  const header = (name: string) => answer.headers.get(name) ?? "";
  const place = header("Content-Disposition");
  if (header("X-Content-Type-Options") !== "nosniff") wrong.push("may be sniffed");
  if (!header("Content-Security-Policy").includes("sandbox")) wrong.push("has no sandbox");
  if (!place.startsWith("attachment;") && !INLINE.test(header("Content-Type"))) wrong.push("is shown in the page");
  if (!/^(inline|attachment); filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/.test(place)) wrong.push(`is called ${place}`);
  const given = Buffer.from(await answer.arrayBuffer());
  if (gone && given.includes(gone)) wrong.push("still holds what had to go");
  const row = await db.attachment.findUniqueOrThrow({
    where: { id },
    select: { fileName: true, problemId: true, kind: true },
  });
  if (shown && row.fileName !== shown) wrong.push(`is called ${row.fileName}`);
  await readFileTexts(row.problemId ?? "", new Date());
  await drawPages(row.problemId ?? "");
  const words = await db.fileText.findUnique({ where: { attachmentId: id } });
  if (words && words.text.length > 200_000) wrong.push("has endless words");
  if (gone && words?.text.includes(gone)) wrong.push("has words that had to go");
  if (row.kind === "PHOTO") {
    const thumb = await buffer((await openFile(world.engineer, id, "thumb")).read());
    if (gone && thumb.includes(gone)) wrong.push("still holds in small what had to go");
  }
  return wrong;
}

test("hostile files are refused, and say why in the sender's language, or are made harmless", async () => {
  expect(files.length).toBeGreaterThanOrEqual(40);
  const wrong: string[] = [];
  let most = 0;
  const before = process.memoryUsage().rss;
  let slowest = { what: "", ms: 0 };
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 20);
  for (const one of files) {
    const begun = Date.now();
    for (const locale of ["zh-CN", "en"] satisfies Locale[]) {
      await db.person.update({ where: { id: world.engineer.personId }, data: { locale } });
      const outcome = await send(one);
      const expected = one.refused && errorText(locale, one.refused, one.values);
      if (outcome.refused !== expected)
        wrong.push(`${one.what} (${locale}): ${outcome.refused ?? "taken in"}, not ${expected}`);
      else if (outcome.id && locale === "en")
        for (const harm of await harmOf(outcome.id, one)) wrong.push(`${one.what} ${harm}`);
    }
    if (Date.now() - begun > slowest.ms) slowest = { what: one.what, ms: Date.now() - begun };
  }
  clearInterval(look);
  process.stdout.write(
    `${files.length} hostile files; web process +${Math.round(most / 1e6)} MB at most; slowest ${slowest.what}: ${slowest.ms} ms\n`,
  );
  expect(wrong).toEqual([]);
  expect(slowest.ms, slowest.what).toBeLessThan(60_000);
  expect(most).toBeLessThan(600 * 1024 * 1024);
});

test("bodies that are not what the protocol says are refused, and nothing of them is kept", async () => {
  const problem = await draftedProblem(world);
  const bytes = Buffer.from(`%PDF-1.4\n${"x".repeat(2_000)}\n%%EOF`);
  const leave = await sender.ask({ name: "a.pdf", type: "application/pdf", size: bytes.length }, problem);
  const url = (leave.body as { url: string }[])[0]?.url ?? "";
  const part = 'Content-Disposition: form-data; name="file"; filename="blob"';
  const body = (head: string, content = bytes, end = "\r\n--b--\r\n") =>
    Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`), content, Buffer.from(end)]);
  const form = "multipart/form-data; boundary=b";
  const two = Buffer.concat([body(part, bytes, "\r\n"), body(part)]);
  const wrong: [string, string, Buffer, Record<string, string>?][] = [
    ["no form", "application/octet-stream", bytes],
    ["no boundary", "multipart/form-data", body(part)],
    ["another boundary", "multipart/form-data; boundary=c", body(part)],
    ["a boundary without end", `multipart/form-data; boundary=${"b".repeat(5_000)}`, body(part)],
    ["another field", form, body(part.replace('"file"', '"other"'))],
    ["a head of 100,000 characters", form, body(`${part}\r\nX-A: ${"a".repeat(100_000)}`)],
    ["two files", form, two],
    ["more than announced", form, body(part, Buffer.concat([bytes, bytes]))],
    ["less than announced", form, body(part, bytes.subarray(0, 100))],
    ["a length that lies", form, body(part), { "Content-Length": "99999999" }],
    ["no length", form, body(part), { "Content-Length": "" }],
    ["a range behind the end", form, body(part), { Range: "bytes=99999-" }],
    ["a range of two", form, body(part), { Range: "bytes=0-10,20-" }],
    ["a range of nothing", form, body(part), { Range: "bytes=-5" }],
  ];
  for (const [what, type, content, headers] of wrong) {
    const { status } = await sender.putRaw(url, content, {
      "Content-Type": type,
      "Content-Length": String(content.length),
      Range: "bytes=0-",
      ...headers,
    });
    expect([what, [400, 409].includes(status)]).toEqual([what, true]);
  }
  expect(await db.attachment.count({ where: { problemId: problem } })).toBe(0);
});
