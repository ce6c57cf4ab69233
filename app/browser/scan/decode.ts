/** Reads the code in a picture; null when there is none to be read. */
export type Decoder = (picture: Picture) => Promise<string | null>;
export type Picture = HTMLVideoElement | ImageBitmap;

type Native = { detect(source: Picture): Promise<{ rawValue: string }[]> };
type NativeClass = { new (options: { formats: string[] }): Native; getSupportedFormats(): Promise<string[]> };

/** The browser's own reader also knows the bar codes that many asset plates carry. */
const WANTED = ["qr_code", "code_128", "code_39", "data_matrix"];

/** Longer sides for the reader of ours, in pixels: the whole picture, and its middle closer by. */
const WHOLE = 960;

/** The browser's reader where there is one, else ours. */
export async function makeDecoder(): Promise<Decoder> {
  return (await nativeDecoder()) ?? (await ownDecoder());
}

async function nativeDecoder(): Promise<Decoder | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeClass }).BarcodeDetector;
  if (!Detector) return null;
  try {
    const known = await Detector.getSupportedFormats();
    if (!known.includes("qr_code")) return null;
    const detector = new Detector({ formats: WANTED.filter((format) => known.includes(format)) });
    return async (picture) => (await detector.detect(picture).catch(() => []))[0]?.rawValue || null;
  } catch {
    return null;
  }
}

const sizeOf = (picture: Picture) =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height };

async function ownDecoder(): Promise<Decoder> {
  const { default: decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let turn = 0;

  /** The part of the picture that `share` of its sides hold, around the middle, at most `longest` pixels long. */
  const read = (picture: Picture, share: number, longest: number): string | null => {
    const { width, height } = sizeOf(picture);
    if (!pen || width === 0 || height === 0) return null;
    const [w, h] = [width * share, height * share];
    const scale = Math.min(1, longest / Math.max(w, h));
    canvas.width = Math.max(1, Math.round(w * scale));
    canvas.height = Math.max(1, Math.round(h * scale));
    pen.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 60 }) || null;
    } catch {
      return null;
    }
  };

  return async (picture) => {
    if (picture instanceof HTMLVideoElement) {
      turn += 1;
      return turn % 2 === 1 ? read(picture, 1, WHOLE) : read(picture, 0.6, WHOLE);
    }
    // A photograph is looked at from several distances: nobody takes a second one as quickly as a camera does.
    for (const [share, longest] of [
      [1, WHOLE],
      [1, 1_800],
      [0.6, WHOLE],
      [1, 480],
    ] as const) {
      const text = read(picture, share, longest);
      if (text) return text;
    }
    return null;
  };
}

/** Looks at a running video until it is stopped; `found` gets each text, the same one again after a pause only. */
export function watchVideo(video: HTMLVideoElement, decode: Decoder, found: (text: string) => void): () => void {
  const EVERY_MS = 120;
  const AGAIN_MS = 3_000;
  let stopped = false;
  let timer: number | undefined;
  let last = { text: "", at: 0 };
  const look = async () => {
    if (!document.hidden && video.readyState >= video.HAVE_CURRENT_DATA) {
      const text = await decode(video).catch(() => null);
      const now = performance.now();
      if (!stopped && text && (text !== last.text || now - last.at > AGAIN_MS)) {
        last = { text, at: now };
        found(text);
      }
    }
    if (!stopped) timer = window.setTimeout(look, EVERY_MS);
  };
  void look();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
  };
}

/** Reads a photograph of a code. @returns null when none is found @throws when it is no picture a browser opens */
export async function decodePhoto(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file);
  try {
    return await (await makeDecoder())(picture);
  } finally {
    picture.close();
  }
}
