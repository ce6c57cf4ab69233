import { formatDateTime } from "#app/lib/format.ts";

/** Before a page is printed, the line on top of it says that this is now, by its organisation's clock. @returns stops it */
export function tellWhenPrinted(): () => void {
  const print = () => {
    const line = document.querySelector<HTMLElement>(".paper-head");
    if (!line?.firstChild) return;
    const now = formatDateTime(Date.now(), line.dataset.zone);
    line.firstChild.nodeValue = (line.textContent ?? "").replace(/\d{4}-\d\d-\d\d \d\d:\d\d$/, now);
  };
  addEventListener("beforeprint", print);
  return () => removeEventListener("beforeprint", print);
}
