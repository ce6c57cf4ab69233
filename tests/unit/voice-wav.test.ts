import fc from "fast-check";
import { fileTypeFromBuffer } from "file-type";
import { expect, test } from "vitest";
import { wavOf } from "#app/browser/voice/wav.ts";

test("sound as WAV: known as such, every sample within 16 bits and in its place", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { maxLength: 200 }), async (samples) => {
      const bytes = wavOf(Float32Array.from(samples), 16_000);
      expect((await fileTypeFromBuffer(bytes))?.mime).toBe("audio/wav");
      const view = new DataView(bytes);
      expect(view.getUint32(40, true)).toBe(samples.length * 2);
      expect(view.getUint32(24, true)).toBe(16_000);
      for (const [index, sample] of samples.entries()) {
        const held = Math.max(-1, Math.min(1, Math.fround(sample)));
        expect(Math.abs(view.getInt16(44 + index * 2, true) / 0x8000 - held)).toBeLessThan(0.0001);
      }
    }),
  );
});
