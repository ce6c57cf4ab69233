import { contact, keepCopy } from "#app/browser/outbox/contact.ts";
import { keepPost, postsOf } from "#app/browser/outbox/posts.ts";
import { startSending } from "#app/browser/outbox/run.ts";
import { lockDevice, takeOver } from "#app/browser/outbox/owner.ts";

export { lockDevice };

const SIDE = 128;

/** A picture nobody else has: noise, by the browser's own encoder. */
async function photograph(): Promise<File> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d");
  const pixels = context?.createImageData(SIDE, SIDE);
  if (!context || !pixels) throw new Error("This browser draws nothing.");
  crypto.getRandomValues(pixels.data);
  for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
  context.putImageData(pixels, 0, 0);
  return new File([await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 })], "照片.jpg", {
    type: "image/jpeg",
  });
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Writes so many posts with a photo each. @returns by client id the hash of the photo's bytes */
export async function writePosts(personId: string, count: number): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (let n = 1; n <= count; n += 1) {
    const id = crypto.randomUUID();
    const photo = await photograph();
    hashes[id] = hex(await crypto.subtle.digest("SHA-256", await photo.arrayBuffer()));
    const fields: [string, string][] = [
      ["clientId", id],
      ["equipmentType", "灌装机"],
      ["phenomenon", `第 ${n} 条：卡瓶`],
      ["severity", "DEGRADED"],
    ];
    await keepPost({ id, personId, fields, title: `第 ${n} 条`, files: [photo] }, Date.now());
  }
  return hashes;
}

/** Who owns the device, as a page of theirs would say. */
export const own = (personId: string) => takeOver({ personId, name: "设备", locale: "zh-CN" }, Date.now());

/** Asks what may be kept, and keeps a problem's text; ends when all of it is done. */
export const ask = (personId: string, problemId: string) =>
  Promise.all([contact(personId, Date.now), keepCopy(personId, problemId)]);

/** The product's own sender, with less patience; a connection that comes and goes tells the page so. */
export function send(): void {
  startSending({ now: () => Date.now(), answerWithinMs: 3_000, firstWaitMs: 100 });
  setInterval(() => dispatchEvent(new Event("online")), 400);
}

/** How many posts are in which state. */
export async function states(personId: string): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const { state } of await postsOf(personId)) counted[state] = (counted[state] ?? 0) + 1;
  return counted;
}
