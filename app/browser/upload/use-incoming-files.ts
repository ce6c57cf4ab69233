import { useEffect, useRef, useState } from "react";

const carriesFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes("Files") ?? false;

/**
 * Files dropped anywhere on the page or pasted into it. Answers whether some are being held over the page.
 * @param nameOf what a pasted picture is called; the clipboard calls every one of them "image.png"
 */
export function useIncomingFiles(take: (files: File[]) => void, nameOf: (at: Date) => string): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ take, nameOf });
  useEffect(() => {
    latest.current = { take, nameOf };
  });
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event.dataTransfer)) return;
      // Else the browser leaves the page and shows the file.
      event.preventDefault();
      latest.current.take([...event.dataTransfer.files]);
    };
    const onPaste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      // From a spreadsheet comes text and a picture of it: into a field, people mean the text.
      const intoField = event.target instanceof Element && event.target.closest("textarea, input, [contenteditable]");
      if (!carriesFiles(data) || (intoField && data.types.includes("text/plain"))) return;
      event.preventDefault();
      latest.current.take([...data.files].map(named));
    };
    const named = (file: File) =>
      /^image\.\w+$/.test(file.name)
        ? new File([file], `${latest.current.nameOf(new Date())}.${file.name.slice(6)}`, { type: file.type })
        : file;
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    addEventListener("paste", onPaste);
    return () => {
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
      removeEventListener("paste", onPaste);
    };
  }, []);
  return over;
}
