import { readdirSync, readFileSync } from "node:fs";

type Process = { pid: number; parent: number; name: string; kilobytes: number };

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Proportional set size: memory shared by several processes counts once among them. */
const memoryOf = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);

function everyProcess(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const status = read(`/proc/${name}/status`);
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      return {
        pid: Number(name),
        parent,
        name: /^Name:\s+(.+)/m.exec(status)?.[1] ?? "",
        kilobytes: memoryOf(Number(name)),
      };
    });
}

/** Seconds of processor time this process and its children have taken so far. */
export function processorSeconds(): { ours: number; postgres: number; meilisearch: number } {
  const ticks = (pid: number) => {
    const [, after = ""] = /\) (.*)/s.exec(read(`/proc/${pid}/stat`)) ?? [];
    // Its own, and of children that have ended: PostgreSQL's connections come and go.
    const fields = after.split(" ").map(Number);
    return (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0);
  };
  const all = everyProcess();
  const family = new Set([process.pid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  const sum = (name: string) =>
    all
      .filter((one) => family.has(one.pid) && one.name.startsWith(name))
      .reduce((total, one) => total + ticks(one.pid), 0) / 100;
  const { user, system } = process.cpuUsage();
  return { ours: (user + system) / 1e6, postgres: sum("postgres"), meilisearch: sum("meilisearch") };
}

/** Megabytes of the web process, PostgreSQL with its workers, and Meilisearch, as Linux counts them. */
export function memoryBelow(webPid: number): { web: number; postgres: number; meilisearch: number } {
  const all = everyProcess();
  const family = new Set([webPid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  const sum = (test: (one: Process) => boolean) =>
    Math.round(
      all.filter((one) => family.has(one.pid) && test(one)).reduce((total, one) => total + one.kilobytes, 0) / 1024,
    );
  return {
    web: sum((one) => one.pid === webPid),
    postgres: sum((one) => one.name.startsWith("postgres")),
    meilisearch: sum((one) => one.name.startsWith("meilisearch")),
  };
}
