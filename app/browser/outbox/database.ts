import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptChoices, KeptForm, Owner, Post, PostFile, ReadingCopy } from "./records.ts";

/** Everything this product keeps on a device. Each row says whose it is. */
export interface DeviceSchema extends DBSchema {
  posts: { key: string; value: Post; indexes: { person: string } };
  files: { key: string; value: PostFile; indexes: { person: string; post: string } };
  /** Of files, by their ids. */
  bytes: { key: string; value: Blob };
  copies: { key: [personId: string, id: string]; value: ReadingCopy; indexes: { person: string } };
  forms: { key: string; value: KeptForm; indexes: { person: string } };
  choices: { key: string; value: KeptChoices };
  /** One row under "owner". */
  device: { key: string; value: Owner };
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>;

const NAME = "jianglian-device";

let open: Promise<DeviceDatabase> | undefined;

/** The device's database, opened once per page. @throws where the browser keeps nothing (private windows) */
export function deviceDatabase(): Promise<DeviceDatabase> {
  open ??= openDB<DeviceSchema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("posts", { keyPath: "id" }).createIndex("person", "personId");
      const files = db.createObjectStore("files", { keyPath: "id" });
      files.createIndex("person", "personId");
      files.createIndex("post", "postId");
      db.createObjectStore("bytes");
      db.createObjectStore("copies", { keyPath: ["personId", "id"] }).createIndex("person", "personId");
      db.createObjectStore("forms", { keyPath: "id" }).createIndex("person", "personId");
      db.createObjectStore("choices", { keyPath: "personId" });
      db.createObjectStore("device");
    },
    // A newer version of this product in another tab wants to change the database: this page opens it anew when needed.
    blocking(_now, _blocked, event) {
      (event.target as IDBDatabase).close();
      open = undefined;
    },
    terminated() {
      open = undefined;
    },
  });
  open.catch(() => {
    open = undefined;
  });
  return open;
}
