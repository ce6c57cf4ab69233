/** What a file is, judged by its content. */
export const FILE_KINDS = ["PHOTO", "VIDEO", "AUDIO", "DOCUMENT", "DRAWING"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The largest file of a kind, in MB of 1024 × 1024 bytes, and how many of it one owner may have. */
export const FILE_LIMITS: Record<FileKind, { megabytes: number; count: number }> = {
  PHOTO: { megabytes: 15, count: 8 },
  VIDEO: { megabytes: 500, count: 4 },
  AUDIO: { megabytes: 50, count: 8 },
  DOCUMENT: { megabytes: 50, count: 8 },
  DRAWING: { megabytes: 100, count: 8 },
};

export const bytesOf = (megabytes: number): number => megabytes * 1024 * 1024;

/** Most files in one go. */
export const MAX_FILES_AT_ONCE = 10;

/** For the browser's file picker, which only helps choosing; what a file is, its content says. */
export const ACCEPTED_FILES =
  "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif,video/*,audio/*,.pdf,.docx,.xlsx,.pptx,.dwg,.dxf,.step,.stp";

const BY_ENDING: Record<string, FileKind> = {
  jpg: "PHOTO",
  jpeg: "PHOTO",
  png: "PHOTO",
  webp: "PHOTO",
  gif: "PHOTO",
  avif: "PHOTO",
  heic: "PHOTO",
  heif: "PHOTO",
  mp4: "VIDEO",
  mov: "VIDEO",
  webm: "VIDEO",
  mkv: "VIDEO",
  "3gp": "VIDEO",
  mp3: "AUDIO",
  m4a: "AUDIO",
  aac: "AUDIO",
  ogg: "AUDIO",
  opus: "AUDIO",
  wav: "AUDIO",
  amr: "AUDIO",
  flac: "AUDIO",
  pdf: "DOCUMENT",
  docx: "DOCUMENT",
  xlsx: "DOCUMENT",
  pptx: "DOCUMENT",
  dwg: "DRAWING",
  dxf: "DRAWING",
  step: "DRAWING",
  stp: "DRAWING",
};

/** What a file claims to be, by its ending, else by what the browser takes it for; null when we take no such files. */
export function claimedKind(name: string, type: string): FileKind | null {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
  const byEnding = ending && Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (byEnding) return byEnding === "VIDEO" && type.startsWith("audio/") ? "AUDIO" : byEnding;
  if (ending === "svg" || type.startsWith("image/svg")) return null;
  if (type.startsWith("image/")) return "PHOTO";
  if (type.startsWith("video/")) return "VIDEO";
  if (type.startsWith("audio/")) return "AUDIO";
  return type === "application/pdf" ? "DOCUMENT" : null;
}

export type Refusal = { messageKey: string; values?: Record<string, string | number> };

/** What can be said against a file before a byte of it has travelled. */
export function refusalBeforehand(file: { name: string; type: string; size: number }): Refusal | null {
  if (file.size === 0) return { messageKey: "file-empty" };
  const kind = claimedKind(file.name, file.type);
  if (!kind) return { messageKey: "file-type" };
  const { megabytes } = FILE_LIMITS[kind];
  return file.size > bytesOf(megabytes) ? { messageKey: "file-too-big", values: { max: megabytes } } : null;
}

/** The name as people gave it, without folders or control characters, at most 120 characters. */
export function shownName(name: string, otherwise = "file"): string {
  const base = name.split(/[\\/]/).at(-1) ?? "";
  const clean = base.replace(/\p{C}/gu, "").trim();
  const signs = [...(clean || otherwise)];
  if (signs.length <= 120) return signs.join("");
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? "";
  return signs.slice(0, 120 - ending.length).join("") + ending;
}

const ENDINGS: Record<string, string> = {
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/3gpp": "3gp",
  "video/webm": "webm",
  "video/x-matroska": "mkv",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/ogg": "ogg",
  "audio/wav": "wav",
  "audio/amr": "amr",
  "audio/flac": "flac",
  "audio/webm": "webm",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "image/vnd.dwg": "dwg",
  "image/vnd.dxf": "dxf",
  "model/step": "step",
};

/** The ending that goes with a type of content we keep. */
export const endingOf = (mime: string): string => ENDINGS[mime] ?? "bin";

/** Whether a file can be looked at without being saved: a PDF file's first pages, the words of the others. */
export const hasPreview = (file: { kind: FileKind; mime: string; pages: number | null }): boolean =>
  file.kind === "DOCUMENT" && (file.mime === "application/pdf" ? (file.pages ?? 0) > 0 : file.pages !== null);
