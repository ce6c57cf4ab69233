import { depthOf, isOwn, type Depth, type Knower, knowsPoster, type Matter, peopleOf } from "../scope.ts";

/** A text that exists once in the world, and who may meet it. */
export type Mark = {
  /** What it is, for the message of a failure. */
  label: string;
  /** The text whose appearance in an answer shows that it got out. */
  word: string;
  /** The problem it belongs to. */
  problem: string;
  /** @param path where it was met */
  may(who: Knower | null, path: string): boolean;
  /** The layers whose readers must find it on the problem's own page. */
  shownTo: readonly Depth[];
};

type Placing = {
  /** Whether it must stand on the problem's page: for everybody who may read it, or readers of these layers only. */
  shown?: boolean | readonly Depth[];
  /** Other people who meet it somewhere. */
  elsewhere?: (who: Knower, path: string) => boolean;
  /** Only they do. */
  nowhereElse?: boolean;
};

/** Words nobody types by chance, far from one another, the same at every run. */
export function wordMaker(seed: number): () => string {
  let state = seed >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const letters = "bcdfghjklmnprstvwxz";
  return () => `zq${Array.from({ length: 11 }, () => letters[next(letters.length)]).join("")}`;
}

/** One problem of the world: what decides about it, and every text that lies in it. */
export class Story {
  readonly marks: Mark[] = [];
  /** `ways` are what can be asked for behind a file's address. */
  readonly files: { id: string; depth: Depth; ways: readonly string[] }[] = [];
  /** Rooms of its joint diagnoses. */
  readonly rooms: string[] = [];
  /** A comment with an address of its own. */
  commentId = "";
  id = "";
  /** The letter of thanks to the solvers' employer, where one was written. */
  letterId: string | undefined;

  readonly name: string;
  readonly matter: Matter;
  readonly #word: () => string;
  readonly #now: Date;

  constructor(name: string, matter: Matter, word: () => string, now: Date) {
    this.name = name;
    this.matter = matter;
    this.#word = word;
    this.#now = now;
  }

  depth = (who: Knower | null): Depth => (who ? depthOf(who, this.matter, this.#now) : 0);

  #put(label: string, may: (who: Knower, path: string) => boolean, shown: Placing["shown"] = true): string {
    const word = this.#word();
    this.marks.push({
      label: `${this.name}: ${label}`,
      word,
      problem: this.name,
      shownTo: shown === true ? [1, 2, 3] : shown || [],
      may: (who, path) => who !== null && may(who, path),
    });
    return word;
  }

  /** A text of a layer. */
  layer(label: string, depth: Depth, { shown = true, elsewhere, nowhereElse = false }: Placing = {}): string {
    return this.#put(
      label,
      (who, path) => elsewhere?.(who, path) === true || (!nowhereElse && this.depth(who) >= depth),
      shown,
    );
  }

  /** What the enterprise keeps to itself. */
  own = (label: string, shown = false): string => this.#put(label, (who) => isOwn(who, this.matter), shown);

  /** Between the poster's enterprise and one studio; `employer`'s reviewers too, when they were asked. */
  sealed(label: string, studio: string, employer?: string): string {
    return this.#put(
      label,
      (who) =>
        isOwn(who, this.matter) ||
        peopleOf(who).includes(studio) ||
        (employer !== undefined &&
          who.places.some((place) => place.role === "REVIEWER" && place.organisation === employer)),
      false,
    );
  }

  /** The page need not show these any more, though their readers may still know them. */
  putAway(test: (label: string) => boolean): void {
    for (const mark of this.marks) if (test(mark.label.slice(this.name.length + 2))) mark.shownTo = [];
  }

  /** Whether a reader of it learns who posted it. */
  named = (who: Knower): boolean => knowsPoster(who, this.matter);

  /** Gone for everybody. */
  nobody = (label: string): string => this.#put(label, () => false, false);
}
