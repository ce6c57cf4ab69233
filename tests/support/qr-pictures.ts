import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { encode } from "uqr";

const WIDTH = 640;
const HEIGHT = 480;

/** A photograph of a printed code: grey, a little turned and out of focus, in the middle of a picture. */
export async function photoOfCode(text: string): Promise<Buffer> {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const dots = Buffer.from(data.flatMap((row) => row.map((dark) => (dark ? 40 : 215))));
  const label = await sharp(dots, { raw: { width: size, height: size, channels: 1 } })
    .resize(size * 7, size * 7, { kernel: "nearest" })
    .png()
    .toBuffer();
  const turned = await sharp(label).rotate(9, { background: "#8a8f94" }).png().toBuffer();
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#8a8f94" } })
    .composite([{ input: turned }])
    .png()
    .toBuffer()
    .then((picture) => sharp(picture).blur(0.8).png().toBuffer());
}

/** A film of that for the browser's make-believe camera (`--use-file-for-fake-video-capture`). */
export async function filmOfCode(text: string, file: string): Promise<void> {
  const grey = await sharp(await photoOfCode(text))
    .greyscale()
    .raw()
    .toBuffer();
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, colour]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 15 }, () => frame)]));
}
