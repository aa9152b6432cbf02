import { assignColumnIds } from "../../cur/schema/column-ids.ts";
import { detectFormat } from "../../cur/schema/detect.ts";
import { familyOf, type ReportFormat, type StoredColumn } from "../../delivery/delivery.ts";
import { focusIdOfLowerName } from "../../focus/focus-columns.ts";
import type { BillingPeriod } from "../../time/period.ts";
import type { CannotRun } from "./cannot-run.ts";
import { foldersOf, hiveLevels } from "./projected-partitions.ts";

/** A column as Athena's catalogue has it; `type` in its words: `double`, `map<string,string>`. */
export type CatalogueColumn = { readonly name: string; readonly type: string };

/** A table of the catalogue. */
export type CatalogueTable = {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly CatalogueColumn[];
  readonly partitionKeys: readonly CatalogueColumn[];
  /** Where its files lie: `s3://bucket/folder/`; null where the catalogue does not tell. */
  readonly location: string | null;
  /** Levels of folders below the location, where Athena works the partitions out; absent where it lists them. */
  readonly projectedInto?: readonly string[] | undefined;
};

/** A stored column under its id, with its name and type in the table. */
export type AthenaColumn = StoredColumn & { readonly nativeType: string };

/** How the table is divided by billing period. */
export type PeriodKeys =
  | { readonly type: "yearMonth"; readonly year: CatalogueColumn; readonly month: CatalogueColumn }
  | { readonly type: "billingPeriod"; readonly column: CatalogueColumn };

/** A report that lies in S3 and is asked through Athena. */
export type AthenaTable = {
  readonly database: string;
  readonly table: string;
  readonly format: ReportFormat;
  readonly columns: readonly AthenaColumn[];
  readonly periodKeys: PeriodKeys;
  /** Values of the period's keys that the table has, as the catalogue spells them, by billing period. */
  readonly partitions: ReadonlyMap<BillingPeriod, readonly PartitionValues[]>;
  /** Where its files lie, and below that the folders of each billing period. */
  readonly location: string | null;
  readonly folders: ReadonlyMap<BillingPeriod, readonly PartitionFolder[]>;
};

/** The levels of a partition's folder, each by its name: `year=2026`, then `month=9`. */
export type PartitionFolder = readonly string[];

/** Values of `year` and `month`, or of the billing period alone. */
export type PartitionValues = readonly string[];

export type ReadTable =
  | { readonly type: "table"; readonly table: AthenaTable }
  | { readonly type: "cannotRun"; readonly reason: CannotRun };

/**
 * Reads a table of the catalogue as a report: legacy tables of the Athena artefact are divided by `year` and `month`,
 * Data Exports (CUR 2.0, FOCUS) by `billing_period`. `partitions` are the values of all partition keys.
 */
export function readTable(found: CatalogueTable, partitions: readonly PartitionValues[]): ReadTable {
  const headers = found.columns.map(({ name }) => focusIdOfLowerName(name) ?? name);
  const detected = detectFormat(headers, "parquet");
  if (detected.kind === "other")
    return { type: "cannotRun", reason: { type: "noReport", missing: detected.missing } };
  const periodKeys = periodKeysOf(found.partitionKeys);
  if (periodKeys === null) return { type: "cannotRun", reason: { type: "notPartitioned" } };
  const ids = assignColumnIds(
    detected.format === "focus" ? headers : found.columns.map(({ name }) => name),
    familyOf(detected.format),
  );
  const columns = found.columns.map(({ name, type }, index) => {
    const stored = ids[index] ?? { id: name, name, type: "text" };
    return { ...stored, name, nativeType: type.toLowerCase() };
  });
  return {
    type: "table",
    table: {
      database: found.database,
      table: found.table,
      format: detected.format,
      columns: columns.filter(isReadable),
      periodKeys,
      partitions: partitionsByPeriod(found.partitionKeys, periodKeys, partitions),
      location: found.location,
      folders: foldersByPeriod(found, periodKeys, partitions),
    },
  };
}

/** Lists and structs have no place among the stored types; nor has a map that is kept as text. */
function isReadable({ type, nativeType }: AthenaColumn): boolean {
  if (type === "map") return nativeType.startsWith("map<string");
  return !/^(map|array|struct|row|uniontype|binary)\b/.test(nativeType);
}

function periodKeysOf(keys: readonly CatalogueColumn[]): PeriodKeys | null {
  const named = (name: string) => keys.find((key) => key.name.toLowerCase() === name);
  const [column, year, month] = [named("billing_period"), named("year"), named("month")];
  if (column !== undefined) return { type: "billingPeriod", column };
  return year === undefined || month === undefined ? null : { type: "yearMonth", year, month };
}

function partitionsByPeriod(
  keys: readonly CatalogueColumn[],
  periodKeys: PeriodKeys,
  partitions: readonly PartitionValues[],
): ReadonlyMap<BillingPeriod, readonly PartitionValues[]> {
  const places = placesOf(keys, periodKeys);
  const byPeriod = new Map<BillingPeriod, Map<string, PartitionValues>>();
  for (const values of partitions) {
    const own = places.map((place) => values[place] ?? "");
    const period = periodOfValues(own);
    if (period === null) continue;
    const known = byPeriod.get(period) ?? new Map<string, PartitionValues>();
    byPeriod.set(period, known.set(own.join("/"), own));
  }
  return new Map(
    [...byPeriod]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, own]) => [period, [...own.values()]]),
  );
}

/** As the table says, or as AWS and Hive lay partitions out. Where a partition lies elsewhere, nothing is found there. */
function foldersByPeriod(
  { partitionKeys: keys, projectedInto }: CatalogueTable,
  periodKeys: PeriodKeys,
  partitions: readonly PartitionValues[],
): AthenaTable["folders"] {
  const places = placesOf(keys, periodKeys);
  const byPeriod = new Map<BillingPeriod, PartitionFolder[]>();
  for (const values of partitions) {
    const period = periodOfValues(places.map((place) => values[place] ?? ""));
    if (period === null) continue;
    const folder = foldersOf(projectedInto ?? hiveLevels(keys), keys, values);
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), folder]);
  }
  return byPeriod;
}

function placesOf(keys: readonly CatalogueColumn[], periodKeys: PeriodKeys): readonly number[] {
  const wanted =
    periodKeys.type === "billingPeriod" ? [periodKeys.column] : [periodKeys.year, periodKeys.month];
  return wanted.map(({ name }) => keys.findIndex((key) => key.name === name));
}

/** `2026`, `9` of the Athena artefact, or `2026-09` of a Data Export. */
function periodOfValues(values: PartitionValues): BillingPeriod | null {
  const [, year, month] = /^(\d{4})-(\d{1,2})/.exec(values.join("-")) ?? [];
  const isMonth = month !== undefined && Number(month) >= 1 && Number(month) <= 12;
  return year === undefined || !isMonth ? null : `${year}-${month.padStart(2, "0")}`;
}
