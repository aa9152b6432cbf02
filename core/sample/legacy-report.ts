import { rangeOfPeriod } from "../time/period.ts";
import type { SampleMonth } from "./calendar.ts";
import { athenaName, type Column } from "./column.ts";
import { legacyColumns } from "./legacy-columns.ts";
import { countedRows, LINE_ITEM_METRICS } from "./line-item-totals.ts";
import { hexDigits, seedOf, uuid } from "./random.ts";
import {
  BUCKET,
  fileParts,
  partNumber,
  PREFIX,
  type ReportFile,
  type ReportMonth,
  type ReportOptions,
  type ReportWriter,
  type WrittenColumn,
} from "./report.ts";
import { chunksOf, quoted, rowText } from "./row-text.ts";
import type { TotalsLedger } from "./totals.ts";
import { deliveredOn, type SampleWorld } from "./world.ts";

const REPORT_NAME = "larkfield-cur";

/** Legacy Cost and Usage Report, versions kept side by side: an assembly folder and two manifests per month. */
export const LEGACY_REPORT: ReportWriter = { metrics: LINE_ITEM_METRICS, month: legacyMonth };

function legacyMonth(
  world: SampleWorld,
  month: SampleMonth,
  ledger: TotalsLedger,
  options: ReportOptions,
): ReportMonth {
  const columns = legacyColumns({
    monthIndex: world.months.indexOf(month),
    monthCount: world.months.length,
    wide: options.wide,
    splitCosts: world.options.splitCosts ?? false,
    discounts: month.hasDiscountColumns,
  });
  const assemblyId = uuid(
    seedOf(`${world.options.seed}|${month.billingPeriod}|${deliveredOn(world, month)}`),
  );
  const reportName = `${REPORT_NAME}${month.organisation.suffix}`;
  const periodFolder = `${PREFIX}/${reportName}/${basicPeriod(month)}`;
  const keys: string[] = [];

  function* files(): Generator<ReportFile, void> {
    const header = `${columns.map((column) => quoted(column.name)).join(",")}\n`;
    const rows = countedRows(world.lineItems(month), rowText(columns, month, "fixed"), month, ledger);
    for (const part of fileParts(rows, options.rowsPerFile)) {
      const key = `${periodFolder}/${assemblyId}/${reportName}-${partNumber(keys.length)}${extension(options)}`;
      keys.push(key);
      yield {
        key,
        columns: columns.map(written),
        chunks: chunksOf(header, part),
      };
    }
  }

  const manifests = () => {
    const manifest = legacyManifest({
      columns,
      month,
      reportName,
      assemblyId,
      keys,
      parquet: options.parquet,
    });
    const name = `${reportName}-Manifest.json`;
    return [`${periodFolder}/${assemblyId}/${name}`, `${periodFolder}/${name}`].map((key) => ({
      key,
      text: manifest,
    }));
  };
  return { billingPeriod: month.billingPeriod, files: files(), manifests };
}

function legacyManifest(parts: {
  readonly columns: readonly Column[];
  readonly month: SampleMonth;
  readonly reportName: string;
  readonly assemblyId: string;
  readonly keys: readonly string[];
  readonly parquet: boolean;
}): string {
  const { columns, month, reportName, assemblyId, keys, parquet } = parts;
  const { from, to } = rangeOfPeriod(month.billingPeriod);
  const manifest = {
    assemblyId,
    account: month.organisation.payer.id,
    columns: parquet ? parquetManifestColumns(columns) : columns.map(csvManifestColumn),
    charset: "UTF-8",
    compression: parquet ? "Parquet" : "GZIP",
    contentType: parquet ? "Parquet" : "text/csv",
    reportId: hexDigits(seedOf(reportName), 64),
    reportName,
    billingPeriod: { start: basicInstant(from), end: basicInstant(to) },
    bucket: BUCKET,
    reportKeys: keys,
    additionalArtifactKeys: [],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function csvManifestColumn({ name, type }: Column) {
  const slash = name.indexOf("/");
  return { category: name.slice(0, slash), name: name.slice(slash + 1), type };
}

function parquetManifestColumns(columns: readonly Column[]) {
  const names = new Map(columns.map((column) => [athenaName(column.name), column]));
  return [...names].map(([name, column]) => ({
    category: column.name.slice(0, column.name.indexOf("/")),
    name,
    type: column.type,
  }));
}

function written(column: Column): WrittenColumn {
  return { header: column.name, parquetName: athenaName(column.name), parquetType: parquetType(column) };
}

/** As AWS types Athena tables: costs and amounts double, the four bill and usage dates timestamp, the rest text. */
export function parquetType(column: Column): WrittenColumn["parquetType"] {
  if (column.type === "BigDecimal" || column.type === "OptionalBigDecimal") return "double";
  return column.type === "DateTime" ? "timestamp" : "string";
}

function extension(options: ReportOptions): string {
  return options.parquet ? ".snappy.parquet" : ".csv.gz";
}

/** `20261101-20261201`. */
function basicPeriod(month: SampleMonth): string {
  const { from, to } = rangeOfPeriod(month.billingPeriod);
  return `${from.replaceAll("-", "")}-${to.replaceAll("-", "")}`;
}

function basicInstant(date: string): string {
  return `${date.replaceAll("-", "")}T000000.000Z`;
}
