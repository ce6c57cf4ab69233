import { defineWords } from "#app/lib/i18n.ts";

/** Lines of a list in a form. */
export const rowsWords = defineWords({ more: "再加一项" }, { more: "Add another" });
