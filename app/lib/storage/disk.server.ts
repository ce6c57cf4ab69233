import { constants, createReadStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
import { NAME, type Storage } from "./storage.ts";

const noneWhenAbsent = (error: NodeJS.ErrnoException): null => {
  if (error.code === "ENOENT") return null;
  throw error;
};

/** Files in a folder of this machine, spread over subfolders; each appears under its name only when whole. */
export function diskStorage(folder: () => string): Storage {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error("not a storage name");
    return join(folder(), name.slice(0, 2), name.slice(2, 4), name);
  };

  /** Gives a finished file its name; unlike renaming, linking refuses a name that is taken. */
  async function place(from: string, name: string): Promise<void> {
    const path = pathOf(name);
    await mkdir(dirname(path), { recursive: true });
    try {
      await link(from, path);
    } catch (error) {
      // Another file system, or one without links.
      if (!["EXDEV", "EPERM", "ENOTSUP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      await copyFile(from, path, constants.COPYFILE_EXCL);
    }
    await rm(from, { force: true });
  }

  return {
    async put(name, bytes) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const part = `${path}.${randomBytes(6).toString("hex")}.part`;
      try {
        await writeFile(part, bytes, { flush: true, flag: "wx" });
        await place(part, name);
      } finally {
        await rm(part, { force: true });
      }
    },
    async take(name, path) {
      const file = await open(path, "r");
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await place(path, name);
    },
    async find(name) {
      const path = pathOf(name);
      const found = await stat(path).catch(noneWhenAbsent);
      return found && { size: found.size, read: (range) => createReadStream(path, range) };
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
    async *names() {
      const isPart = (name: string) => /^[0-9a-f]{2}$/.test(name);
      for (const first of await listed(folder())) {
        if (!isPart(first)) continue;
        for (const second of await listed(join(folder(), first))) {
          if (!isPart(second)) continue;
          for (const name of await listed(join(folder(), first, second))) {
            const found = NAME.test(name) ? await stat(pathOf(name)).catch(noneWhenAbsent) : null;
            if (found) yield { name, keptAt: found.mtime };
          }
        }
      }
    },
  };
}

const listed = async (folder: string): Promise<string[]> => (await readdir(folder).catch(noneWhenAbsent)) ?? [];
