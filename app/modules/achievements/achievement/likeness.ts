/**
 * How alike two texts are, as sets of neighbouring characters (Jaccard), and a fingerprint that finds the alike among
 * many by an index (MinHash in bands: A. Broder 1997; J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets,
 * chapter 3). Characters need no word boundaries, which Chinese has none of.
 */

/** From here on the same result is told again: see tests/unit/achievement-rules.test.ts for pairs on both sides. */
export const RECYCLED_FROM = 40;

const BANDS = 64;
const ROWS = 3;
/** Fewer pairs of characters say nothing. */
const LEAST = 8;

/** Pairs of neighbouring letters, digits and Chinese characters, each once. */
export function pairsOf(text: string): Set<number> {
  const characters = [...text.normalize("NFKC").toLowerCase()].filter((one) => /[\p{L}\p{N}]/u.test(one));
  const pairs = new Set<number>();
  for (let index = 1; index < characters.length; index += 1)
    pairs.add(
      mixed((characters[index - 1]?.codePointAt(0) ?? 0) * 0x11_00_00 + (characters[index]?.codePointAt(0) ?? 0)),
    );
  return pairs;
}

/** Per cent of the pairs of both texts that stand in both; 0 where one is too short to tell. */
export function likenessOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size < LEAST || b.size < LEAST) return 0;
  let both = 0;
  for (const pair of a) if (b.has(pair)) both += 1;
  return Math.round((100 * both) / (a.size + b.size - both));
}

/** Fingerprint: texts that share a band are worth comparing; at 40 % alike 98 of 100 share one, at 5 % one of 100. */
export function bandsOf(pairs: ReadonlySet<number>): number[] {
  if (pairs.size < LEAST) return [];
  return Array.from({ length: BANDS }, (_, band) => {
    let key = band;
    for (let row = 0; row < ROWS; row += 1) {
      const seed = mixed(band * ROWS + row + 1);
      let least = 0x7fff_ffff;
      for (const pair of pairs) least = Math.min(least, mixed(pair ^ seed) >>> 1);
      key = mixed(key ^ least);
    }
    return key;
  });
}

/** A number's bits well mixed, in 32 bits (the finisher of MurmurHash 3). */
function mixed(value: number): number {
  let h = (value ^ Math.floor(value / 0x1_0000_0000)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return h ^ (h >>> 16);
}
