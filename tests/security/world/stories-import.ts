import { db } from "#app/lib/db.server.ts";
import { confirmImport } from "#app/modules/ledgers/confirm-import.server.ts";
import { releaseImported } from "#app/modules/ledgers/release-imported.server.ts";
import { runImport } from "#app/modules/ledgers/run-import.server.ts";
import { uploadImport } from "#app/modules/ledgers/upload-import.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { uploadAssetList } from "#app/modules/ledgers/import-assets.server.ts";
import type { Knower } from "../scope.ts";
import type { Builder } from "./build.ts";
import type { Story } from "./marks.ts";

const HEAD = "序号,单位,难题名称,故障现象,设备名称,资产编号,产线,报送日期,原因分析,解决措施,完成情况,备注";

/** A machine in the register, and a list of others about to be brought in. */
async function playMachines(b: Builder): Promise<void> {
  const author = await b.as("author");
  const facts = { name: "灌装机", type: "灌装机", model: "", maker: "", line: "", site: "" };
  b.machines.push(await registerAsset(author, { number: `M-${b.word()}`, ...facts }));
  b.machineLists.push(
    await uploadAssetList(author, {
      fileName: "list.csv",
      bytes: Buffer.from(`设备编号,设备名称\nL-${b.word()},贴标机\n`),
    }),
  );
}

/** Rows of old ledgers: kept inside, released, and brought in by the secretariat for an enterprise. */
export async function playImports(b: Builder): Promise<void> {
  await playMachines(b);
  const { ids } = b.cast;
  const kept = b.story("imported, not released", b.house("brewery"), { imported: true, draft: false, posted: true });
  const released = b.story("imported, summaries released", b.house("brewery"), {
    imported: true,
    draft: false,
    posted: true,
    detail: [],
  });
  await bring(b, { by: "reviewer", place: ids.brewery, stories: [kept, released] });
  await releaseImported(await b.as("reviewer"), {
    enterpriseId: ids.brewery,
    allianceId: ids.allianceA,
    layer: "SUMMARY",
    anonymous: false,
    ids: [released.id],
    filter: {},
  });
  Object.assign(released.matter, { released: true, published: true });

  const forOthers = b.story("imported by the secretariat", b.house("brewery"), {
    imported: true,
    draft: false,
    posted: true,
  });
  await bring(b, { by: "secretariatA", place: ids.allianceA, stories: [forOthers] });
}

type Bringing = { by: string; place: string; stories: Story[] };

async function bring(b: Builder, { by, place, stories }: Bringing): Promise<void> {
  // Whoever imports for a place reads that import's rows, on its own pages and nowhere else.
  const importer = (who: Knower, path: string) =>
    path.startsWith("/imports/") &&
    who.places.some((one) => one.organisation === place && ["REVIEWER", "SECRETARIAT"].includes(one.role));
  const rows = stories.map((story, n) => {
    const word = (label: string, depth: 1 | 2 | 3) => story.layer(`row, ${label}`, depth, { elsewhere: importer });
    const fields = [
      String(n + 1),
      "雪川啤酒",
      `包装 ${word("title", 1)}`,
      `现象 ${word("phenomenon", 2)}`,
      word("equipmentType", 1),
      word("asset", 3),
      word("line", 2),
      "2024-03-05",
      `因为 ${word("cause", 2)}`,
      `换了 ${word("action", 2)}`,
      "已解决",
      story.layer("row, a column nobody took over", 3, { elsewhere: importer, shown: false, nowhereElse: true }),
    ];
    return fields.join(",");
  });
  const bytes = Buffer.from(`\uFEFF${[HEAD, ...rows].join("\r\n")}\r\n`);
  const id = await uploadImport(await b.as(by), { organisationId: place, fileName: "难题台账.csv", bytes });
  const { version } = await db.import.findUniqueOrThrow({ where: { id }, select: { version: true } });
  await confirmImport(await b.as(by), { id, version });
  await runImport(id, () => b.at);
  const written = await db.importRow.findMany({
    where: { importId: id, state: "IMPORTED" },
    orderBy: { rowNumber: "asc" },
    select: { problemId: true },
  });
  if (written.length !== stories.length)
    throw new Error(`the import brought ${written.length} of ${stories.length} rows in`);
  for (const [n, story] of stories.entries()) {
    story.id = written[n]?.problemId ?? "";
    story.matter.author = b.cast.idOf(by);
  }
  b.imports.push({ id, place });
}
