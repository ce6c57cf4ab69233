import { createRequire } from "node:module";
import { join } from "node:path";
import type { SKRSContext2D } from "@napi-rs/canvas";
import { programFolder } from "#app/lib/runtime/facts.server.ts";

const FAMILY = "watermark";
const FONT = "fonts/NotoSansHans-Medium.otf";
/** Letters of this part of the longer side stay readable and cover little. */
const LETTERS_PER_SIDE = 44;
const SLOPE = -Math.PI / 7;

async function loadCanvas() {
  // Read at the first watermark: the font alone is 8 MB.
  const canvas = await import("@napi-rs/canvas");
  if (!canvas.GlobalFonts.has(FAMILY)) {
    const main = createRequire(join(programFolder(), "package.json")).resolve("@embedpdf/fonts-sc");
    canvas.GlobalFonts.registerFromPath(join(main, "../..", FONT), FAMILY);
  }
  return canvas;
}

function write(context: SKRSContext2D, text: string, x: number, y: number): void {
  context.save();
  context.translate(x, y);
  context.rotate(SLOPE);
  // Dark on light and light on dark.
  context.strokeStyle = "rgba(255,255,255,0.28)";
  context.strokeText(text, 0, 0);
  context.fillStyle = "rgba(40,40,40,0.26)";
  context.fillText(text, 0, 0);
  context.restore();
}

/** A see-through PNG of this size with the text written all over it. */
export async function watermarkOver(width: number, height: number, text: string): Promise<Buffer> {
  const { createCanvas } = await loadCanvas();
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const letters = Math.max(11, Math.round(Math.max(width, height) / LETTERS_PER_SIDE));
  context.font = `${letters}px ${FAMILY}`;
  context.lineWidth = Math.max(1, letters / 12);
  context.textAlign = "center";
  const stepX = context.measureText(text).width + letters * 3;
  const stepY = letters * 6;
  for (let row = 0, y = letters; y < height + stepY; row += 1, y += stepY)
    for (let x = (row % 2) * (stepX / 2); x < width + stepX; x += stepX) write(context, text, x, y);
  return canvas.encode("png");
}
