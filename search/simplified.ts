import characters from "opencc-js/dict/TSCharacters";

const simple = new Map(
  characters.split("|").map((row) => {
    const [traditional = "", simplified = ""] = row.split(" ");
    return [traditional, [...simplified][0] ?? traditional] as const;
  }),
);
const TRADITIONAL = new RegExp([...simple.keys()].join("|"), "gu");

/** Traditional characters as their simplified forms, one by one. */
export const simplify = (text: string): string =>
  text.replace(TRADITIONAL, (character) => simple.get(character) ?? character);
