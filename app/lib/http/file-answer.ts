/** A name as RFC 8187 writes it in a header: some signs that addresses may carry are not allowed there. */
export const headerText = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  zip: "application/zip",
} as const;
export type FileEnding = keyof typeof TYPES;

/** Headers of a file made for one reader: saved under a name, a PDF shown; never cached, because rights change. */
export const fileHeaders = (name: string, ending: FileEnding): Headers =>
  new Headers({
    "Content-Type": TYPES[ending],
    "Content-Disposition": `${ending === "pdf" ? "inline" : "attachment"}; filename="file.${ending}"; filename*=UTF-8''${headerText(`${name}.${ending}`)}`,
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
  });

export const fileAnswer = (bytes: Uint8Array, name: string, ending: FileEnding): Response =>
  new Response(new Uint8Array(bytes), { headers: fileHeaders(name, ending) });
