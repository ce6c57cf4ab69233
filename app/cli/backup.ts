/** `npm run backup -- FILE`: database, files and secrets in one archive; works while the product runs. */
import { statSync } from "node:fs";
import { writeBackup } from "#app/lib/backup/write-backup.server.ts";
import { rememberBackup } from "#app/modules/events/witness.server.ts";
import { CommandError, withRuntime } from "./with-runtime.server.ts";

await withRuntime(
  async (facts) => {
    const file = process.argv[2];
    if (!file)
      throw new CommandError("Name the file to write, for example: npm run backup -- /backups/jianglian.tar.gz");
    const manifest = await writeBackup(facts, file, new Date());
    await rememberBackup(facts.dataDir, manifest);
    const megabytes = (statSync(file).size / 1_000_000).toFixed(1);
    const files = Object.keys(manifest.entries).filter((path) => path.startsWith("files/")).length;
    process.stdout.write(
      `${file}: ${megabytes} MB, ${manifest.tables.length} tables, ${files} files, ${manifest.chainHeads.length} event chains.\nIt holds the secrets of this installation: keep it where only the operator can read it.\n`,
    );
  },
  { search: false },
);
