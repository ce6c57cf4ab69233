import { useWords } from "#app/lib/i18n-context.tsx";
import { filesWords } from "#app/words/files.ts";
import { Checkbox } from "../form/checkbox.tsx";

/** Asks for files to begin closer than their kind does. */
export function KeepClose({ defaultChecked }: { defaultChecked?: boolean }) {
  const w = useWords(filesWords);
  return <Checkbox name="keepClose" label={w.keepClose} hint={w.keepCloseHint} defaultChecked={defaultChecked} />;
}
