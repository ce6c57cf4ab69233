import { useSyncExternalStore } from "react";
import { onUnsent, readUnsent, type Unsent } from "#app/browser/unsent/unsent.ts";

/** What became of the form sent last, when it did not leave the device. */
export const useUnsent = (): Unsent | null => useSyncExternalStore(onUnsent, readUnsent, () => null);
