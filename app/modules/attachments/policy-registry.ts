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
  /**
   * Highest layer of the owner's files the actor may read. Throws not_found when none. `fileId` is the one that is asked
   * for, where some may read single files.
   */
  read(actor: Actor, ownerId: string, fileId?: string): Promise<FileLayer>;
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
/** Somebody who may read an owner's files, or one of them, besides those its policy lets; modules below the owner's register them. */
type FileReader = (actor: Actor, ownerId: string, fileId?: string) => Promise<boolean>;
type Readers = { __jianglianFileReaders?: Map<string, Map<string, FileReader>> };
const readers = ((globalThis as Readers).__jianglianFileReaders ??= new Map());

/** The same name for the same kind twice replaces. */
export const registerFileReader = (ownerKind: string, name: string, reads: FileReader): void =>
  void readers.set(ownerKind, new Map(readers.get(ownerKind)).set(name, reads));

/** Reads where the policy says not_found but another reader is registered who may. */
const readWith = (policy: FilePolicy, others: Map<string, FileReader>): FilePolicy["read"] =>
  async function read(actor, ownerId, fileId) {
    try {
      return await policy.read(actor, ownerId, fileId);
    } catch (refusal) {
      for (const reads of others.values()) if (await reads(actor, ownerId, fileId)) return "CONFIDENTIAL";
      throw refusal;
    }
  };

export function filePolicyOf(ownerKind: string): FilePolicy | undefined {
  const policy = policies.get(ownerKind);
  const others = readers.get(ownerKind);
  return policy && others ? { ...policy, read: readWith(policy, others) } : policy;
}
