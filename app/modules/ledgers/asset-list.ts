import { ASSET_FIELDS, ASSET_MAX, type AssetField, numberKeyOf } from "#app/modules/equipment/rules.ts";
import { cellText, isBlankRow, type Sheet } from "./cells.ts";
import { findHeaderRow, guessFields, headingsOf } from "./guess-columns.ts";
import { samplesOf, widthOf } from "./stage.ts";

/** Headings that lists of machines use. */
const SYNONYMS: Record<AssetField, readonly string[]> = {
  number: [
    "设备编号",
    "资产编号",
    "固定资产编号",
    "设备编码",
    "资产编码",
    "设备号",
    "资产号",
    "编号",
    "编码",
    "assetnumber",
    "assetno",
    "assetid",
    "equipmentno",
    "equipmentnumber",
    "machineno",
    "tag",
    "number",
    "no",
  ],
  name: ["设备名称", "资产名称", "名称", "设备", "equipmentname", "machine", "name", "description"],
  type: ["设备类型", "设备类别", "资产类别", "设备种类", "类型", "类别", "种类", "分类", "type", "category", "class"],
  model: ["规格型号", "设备型号", "型号规格", "型号", "规格", "model", "modelno"],
  maker: [
    "制造厂家",
    "生产厂家",
    "制造商",
    "生产厂商",
    "供应商",
    "厂家",
    "厂商",
    "品牌",
    "manufacturer",
    "maker",
    "brand",
    "vendor",
  ],
  line: ["所属产线", "生产线", "产线", "线别", "班组", "line", "productionline"],
  site: [
    "安装位置",
    "存放地点",
    "使用地点",
    "安装地点",
    "使用部门",
    "所在车间",
    "位置",
    "地点",
    "车间",
    "工位",
    "部门",
    "location",
    "site",
    "workshop",
    "place",
  ],
};

/** Column index → field. */
export type AssetMapping = Record<string, AssetField>;

export const guessAssetColumns = (headings: readonly string[]): AssetMapping =>
  guessFields(headings, ASSET_FIELDS, SYNONYMS);

export const isAssetField = (value: unknown): value is AssetField => ASSET_FIELDS.includes(value as AssetField);

export type WhyRefused = "no-number" | "no-type" | "twice" | "too-long";

/** A row of the file; only what its columns say. */
export type ListedAsset = {
  rowNumber: number;
  facts: Partial<Record<AssetField, string>>;
  refused: WhyRefused | null;
};

export type AssetList = {
  headings: string[];
  samples: string[][];
  mapping: AssetMapping;
  rows: ListedAsset[];
};

const tooLong = (facts: ListedAsset["facts"]): boolean =>
  ASSET_FIELDS.some((field) => [...(facts[field] ?? "")].length > ASSET_MAX[field]);

/** Reads a list of machines; `mapping` is a person's, or guessed from the headings. */
export function readAssetList(sheet: Sheet, given?: AssetMapping): AssetList {
  const width = widthOf(sheet.rows);
  const header = findHeaderRow(sheet.rows, guessAssetColumns);
  const headings = headingsOf(sheet.rows, header, width);
  const mapping = given ?? guessAssetColumns(headings);
  const columns = Object.entries(mapping);
  const seen = new Set<string>();
  const rows = sheet.rows.flatMap((cells, index): ListedAsset[] => {
    if (index <= header || isBlankRow(cells)) return [];
    const facts: ListedAsset["facts"] = {};
    for (const [column, field] of columns) facts[field] = cellText(cells[Number(column)]).replace(/\s+/g, " ").trim();
    const key = numberKeyOf(facts.number ?? "");
    // The headings again, at the top of another printed page.
    if (key !== "" && key === numberKeyOf(headingOf(headings, mapping, "number"))) return [];
    const refused = key === "" ? "no-number" : tooLong(facts) ? "too-long" : seen.has(key) ? "twice" : null;
    if (refused === null) seen.add(key);
    return [{ rowNumber: index + 1, facts, refused }];
  });
  return { headings, samples: headings.map((_, column) => samplesOf(sheet.rows, header + 1, column)), mapping, rows };
}

const headingOf = (headings: readonly string[], mapping: AssetMapping, field: AssetField): string =>
  headings[Number(Object.entries(mapping).find(([, one]) => one === field)?.[0] ?? -1)] ?? "";
