import { defineWords } from "#app/lib/i18n.ts";
import { ledgersWordsEn } from "./ledgers-en.ts";
import { ledgersWordsZh } from "./ledgers-zh.ts";

/** Words of ledger import, release in bulk and export. */
export const ledgersWords = defineWords(ledgersWordsZh, ledgersWordsEn);
