import { setTimeout as wait } from "node:timers/promises";
import type { Meilisearch } from "meilisearch";
import { changeIndexState, type IndexState, readIndexState } from "./index-state.server.ts";
import {
  done,
  latestTask,
  MeiliTaskError,
  type Payload,
  readDocumentsAfter,
  readDocumentsOf,
  removeIndex,
  sendDocuments,
} from "./send-documents.server.ts";
import { markOf, settingsOf } from "./settings.ts";
import type { Sql } from "./sql.ts";
import { requestPush } from "./store.server.ts";
import { DEFAULT_VOCABULARY, type Vocabulary } from "./vocabulary.ts";

/** Problems whose documents are sent together. */
const PROBLEMS = 2_500;
/** Documents sent at a time otherwise, how many may be under way, and how long they may take. */
const BATCH = 5_000;
const MOST_UNDER_WAY = 40_000;
const FILL_MS = 600_000;
const LOOK_MS = 50;
const BEAT_MS = 10_000;
/** A building without a sign of life for this long was left behind by a killed process. */
export const STALE_MS = 90_000;

/** Somebody else is building the index at this moment. */
export class BuildingError extends Error {}

const BUILT_BY = `"Setting"."value" ->> 'building' = $4`;
const FREE = `("Setting"."value" ->> 'building' IS NULL OR "Setting"."value" ->> 'beat' < $4)`;

/**
 * A new index beside the live one, which keeps answering and changing until the new one takes its place.
 * Changes go to both from the first moment (see pump).
 */
export class Building {
  readonly #sql: Sql;
  readonly #meili: Meilisearch;
  readonly #name: string;
  readonly #mark: string;
  readonly #before: IndexState;
  #underWay: { task: number; documents: number }[] = [];
  #waiting: string[] = [];
  documents = 0;

  private constructor(sql: Sql, meili: Meilisearch, mark: string, before: IndexState) {
    this.#sql = sql;
    this.#meili = meili;
    this.#mark = mark;
    this.#before = before;
    this.#name = `jianglian-problems-${mark}-${Date.now().toString(36)}`;
  }

  /** @throws BuildingError when another process is at it; the engine's errors */
  static async begin(sql: Sql, meili: Meilisearch, vocabulary: Vocabulary = DEFAULT_VOCABULARY): Promise<Building> {
    const building = new Building(sql, meili, markOf(vocabulary), await readIndexState(sql));
    const stale = new Date(Date.now() - STALE_MS).toISOString();
    const beat = new Date().toISOString();
    if (!(await changeIndexState(sql, { building: building.#name, beat }, FREE, stale)))
      throw new BuildingError("the index is being built already");
    try {
      // Without an index that answers, all that waits to be sent is read from the rows.
      if (!building.#before.live) await sql.$executeRawUnsafe(`DELETE FROM "SearchPush"`);
      await done(meili.createIndex(building.#name, { primaryKey: "id" }));
      await done(meili.index(building.#name).updateSettings(settingsOf(vocabulary)));
    } catch (error) {
      await building.abandon();
      throw error;
    }
    return building;
  }

  /** Sends the documents of these problems, once there are enough of them: many at a time cost half as much each. */
  async sendProblems(problemIds: readonly string[]): Promise<void> {
    this.#waiting.push(...problemIds);
    if (this.#waiting.length >= PROBLEMS) await this.#sendWaiting();
  }

  async #sendWaiting(): Promise<void> {
    const payload = await readDocumentsOf(this.#sql, this.#waiting.splice(0));
    if (payload) await this.#send(payload);
  }

  /** Sends every document there is. */
  async sendAll(): Promise<void> {
    for (let after = ""; ; ) {
      const payload = await readDocumentsAfter(this.#sql, after, BATCH);
      if (!payload) return;
      await this.#send(payload);
      after = payload.last;
    }
  }

  /**
   * Meilisearch keeps the order in which it is told. Rows that changed after they were read may have been sent by
   * somebody else already: those are sent once more, after us.
   */
  async #send(payload: Payload): Promise<void> {
    await this.#mine({ beat: new Date().toISOString() });
    const { taskUid } = await sendDocuments(this.#meili, this.#name, payload);
    this.#underWay.push({ task: taskUid, documents: payload.ids.length });
    const changed = await this.#sql.$queryRawUnsafe<{ id: string }[]>(
      `SELECT sent."id" FROM unnest($1::text[], $2::text[]) AS sent("id", "hash") LEFT JOIN "SearchDocument" d ON d."id" = sent."id"
       WHERE d."hash" IS DISTINCT FROM sent."hash"`,
      payload.ids,
      payload.hashes,
    );
    if (changed.length > 0)
      await requestPush(
        this.#sql,
        changed.map((row) => row.id),
      );
    this.documents += payload.ids.length;
    while (this.#underWay.reduce((sum, one) => sum + one.documents, 0) > MOST_UNDER_WAY) await this.#oldest();
  }

  /** Waits for the oldest sending that may be under way. @throws the engine's errors */
  async #oldest(): Promise<void> {
    const oldest = this.#underWay.shift();
    for (let waited = 0; oldest; waited += LOOK_MS) {
      const { status, error } = await this.#meili.tasks.getTask(oldest.task);
      if (status === "succeeded") return;
      if (error || waited > FILL_MS) throw new MeiliTaskError(error?.message ?? status);
      if (waited % BEAT_MS === 0) await this.#mine({ beat: new Date().toISOString() });
      await wait(LOOK_MS);
    }
  }

  /** Puts the new index in the live one's place. @param pumpNow sends what waits */
  async finish(pumpNow: () => Promise<void>): Promise<void> {
    await this.#sendWaiting();
    while (this.#underWay.length > 0) await this.#oldest();
    await pumpNow();
    const task = await latestTask(this.#meili);
    await this.#mine({ live: this.#name, mark: this.#mark, building: null, beat: "", task });
    // Whoever was still sending to the old index is done after this; sending to a deleted one would make it again.
    await pumpNow();
    for (const old of [this.#before.live, this.#before.building])
      if (old && old !== this.#name) await removeIndex(this.#meili, old);
  }

  /** Throws the new index away; after the change-over it answers, and stays. */
  async abandon(): Promise<void> {
    if (await changeIndexState(this.#sql, { building: null, beat: "" }, BUILT_BY, this.#name))
      await removeIndex(this.#meili, this.#name);
  }

  async #mine(change: Partial<IndexState>): Promise<void> {
    if (!(await changeIndexState(this.#sql, change, BUILT_BY, this.#name)))
      throw new BuildingError("another process has taken over building the index");
  }
}
