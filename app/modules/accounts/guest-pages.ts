import { type Actor, isGuestOnly } from "./actor.ts";

const ID = "[0-9a-f-]{36}";

/**
 * The pages an expert or judge from outside finds: what the invitations are for, its files and the own account. Written as what
 * is open, so that a page somebody adds is closed to guests until it is named here. What is read there is decided
 * as for everybody, by the rows of readers.
 */
const OPEN: readonly RegExp[] = [
  /^\/$/,
  /^\/guest(\/|$)/,
  /^\/me(\/(sessions|organisation|locale|theme|notices))?$/,
  /^\/(inbox|events)$/,
  // A device asks what it may keep: for a guest's that is how what was taken back goes from it.
  /^\/api\/outbox\/contact$/,
  /^\/logout$/,
  /^\/invitation\//,
  new RegExp(`^/problems/${ID}(/(comments(/draft)?|log|diagnosis/${ID}(/calendar\\.ics)?))?$`, "i"),
  // Leave to send a file; whose comment it goes to is asked there.
  /^\/api\/uploadthing$/,
  new RegExp(`^/awards/(judging|rounds/${ID}/judging|applications/${ID}/score)$`, "i"),
  new RegExp(`^/activities/${ID}(/(sign-in|calendar))?$`, "i"),
  new RegExp(`^/files/${ID}(/(preview|text))?$`, "i"),
];

/** Whether the actor may ask for this address at all; everybody but guests may. */
export function staysInside(actor: Actor, pathname: string): boolean {
  if (!isGuestOnly(actor)) return true;
  const path = pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/");
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  return OPEN.some((one) => one.test(plain));
}
