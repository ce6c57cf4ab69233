import { wordFile } from "#app/lib/word-file.server.ts";

/** An invented paper as a Word file of its title's name, to be uploaded as evidence. */
export async function demoPaper(title: string, text: string): Promise<File> {
  const bytes = await wordFile({
    title,
    foot: "演示资料",
    language: "zh-CN",
    blocks: [
      { kind: "title", text: title },
      { kind: "text", text },
    ],
  });
  return new File([new Uint8Array(bytes)], `${title}.docx`);
}
