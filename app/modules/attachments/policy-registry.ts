import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { FileKind } from "./rules.ts";

const LAYERS = ["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const;
export type FileLayer = (typeof LAYERS)[number];

/** The layers open to who may read up to this one. */
export const upTo = (layer: FileLayer): FileLayer[] => LAYERS.slice(0, LAYERS.indexOf(layer) + 1);

/** What an event says of a file. */
export type ToldFile = { file: string; sha256: string };

/** How the owner of files decides about them. Owners register at start-up; no policy means nobody may. */
export type FilePolicy = {
  /** Highest layer of the owner's files the actor may read. Throws not_found when none. */
  read(actor: Actor, ownerId: string): Promise<FileLayer>;
  /** Throws unless the actor may add or remove files now; answers whose files they are. */
  write(actor: Actor, ownerId: string, tx: Tx): Promise<{ problemId: string | null; enterpriseId: string }>;
  /** The layer a new file begins in, until somebody who may says otherwise. */
  layerOfNew(ownerId: string, kind: FileKind, tx: Tx): Promise<FileLayer>;
  /** No event of their own: that of what they belong to names them. */
  toldWithOwner?: true;
  /** Records what happened to a file in the owner's own words, instead of as a problem's file. */
  tell?(tx: Tx, actor: Actor, ownerId: string, what: "added" | "removed", file: ToldFile): Promise<void>;
};

type Holder = { __jianglianFilePolicies?: Map<string, FilePolicy> };
const policies = ((globalThis as Holder).__jianglianFilePolicies ??= new Map<string, FilePolicy>());

export const registerFilePolicy = (ownerKind: string, policy: FilePolicy): void => void policies.set(ownerKind, policy);
export const filePolicyOf = (ownerKind: string): FilePolicy | undefined => policies.get(ownerKind);
