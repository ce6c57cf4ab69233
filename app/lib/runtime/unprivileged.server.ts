import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import { OperatorError } from "./operator-error.server.ts";

/** The account "nobody": PostgreSQL refuses to run as root. */
const NOBODY = 65534;

export type Command = { file: string; args: string[] };

export const runsAsRoot = process.getuid?.() === 0;

/** A folder of mode 0700 that the unprivileged account owns when we are root. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (runsAsRoot) chownSync(path, NOBODY, NOBODY);
}

/** Hands a file or folder to the account the database runs as. */
export function giveToUnprivileged(path: string): void {
  if (runsAsRoot) chownSync(path, NOBODY, NOBODY);
}

/**
 * The command as an unprivileged account when we are root, else as it is. The account keeps the right to pass
 * folders it could not enter (the project may lie in one only root can), which is all it keeps.
 * @param endWithParent the kernel interrupts the command when the process that started it dies (Linux)
 */
export function unprivileged(command: Command, { endWithParent = false } = {}): Command {
  const death = endWithParent && hasSetpriv() ? ["--pdeathsig=INT"] : [];
  if (!runsAsRoot) {
    return death.length > 0 ? { file: "setpriv", args: [...death, "--", command.file, ...command.args] } : command;
  }
  if (!hasSetpriv()) {
    throw new OperatorError(
      "PostgreSQL does not run as root, and the program setpriv (package util-linux), which would start it as another account, is missing. Install it, start Jianglian as another user, or set DATABASE_URL to a server.",
    );
  }
  return {
    file: "setpriv",
    args: [
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      "--clear-groups",
      // Without it the kernel drops the capability from file checks when the uid changes.
      "--securebits=+no_setuid_fixup",
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override",
      ...death,
      "--",
      command.file,
      ...command.args,
    ],
  };
}

let setpriv: boolean | undefined;

function hasSetpriv(): boolean {
  setpriv ??= existsSync("/usr/bin/setpriv") || spawnSync("setpriv", ["--version"]).status === 0;
  return setpriv;
}
