import type { SampleMonth } from "./calendar.ts";
import { seedOf, uuid } from "./random.ts";
import {
  BUCKET,
  fileParts,
  partNumber,
  PREFIX,
  type ReportFile,
  type ReportMonth,
  type ReportOptions,
  type WrittenColumn,
} from "./report.ts";
import { chunksOf, quoted } from "./row-text.ts";
import { deliveredOn, type SampleWorld } from "./world.ts";

/** How one export lies in its bucket. */
export type ExportLayout = {
  readonly name: string;
  /** `BILLING_PERIOD` for CUR 2.0, `billing_period` for FOCUS. */
  readonly partitionKey: string;
  /** Overwrite keeps one set of files; otherwise every run has a folder of its own. */
  readonly isOverwritten: boolean;
};

/** Lays one month's rows out as AWS Data Exports does. */
export function exportMonth(parts: {
  readonly layout: ExportLayout;
  readonly world: SampleWorld;
  readonly month: SampleMonth;
  readonly columns: readonly WrittenColumn[];
  readonly rows: Iterable<string>;
  readonly options: ReportOptions;
}): ReportMonth {
  const { layout, world, month, columns, rows, options } = parts;
  const name = `${layout.name}${month.organisation.suffix}`;
  const delivered = deliveredOn(world, month);
  const executionId = uuid(seedOf(`${name}|${world.options.seed}|${month.billingPeriod}|${delivered}`));
  const partition = `${layout.partitionKey}=${month.billingPeriod}`;
  const run = layout.isOverwritten ? "" : `/${delivered}T04:12:37.518Z-${executionId}`;
  const root = `${PREFIX}/${name}`;
  const keys: string[] = [];

  function* files(): Generator<ReportFile, void> {
    const header = `${columns.map((column) => quoted(column.header)).join(",")}\n`;
    for (const part of fileParts(rows, options.rowsPerFile)) {
      const extension = options.parquet ? ".snappy.parquet" : ".csv.gz";
      const key = `${root}/data/${partition}${run}/${name}-${partNumber(keys.length)}${extension}`;
      keys.push(key);
      yield { key, columns, chunks: chunksOf(header, part) };
    }
  }

  const manifests = () => {
    const text = exportManifest({ name, account: month.organisation.payer.id, executionId, columns, keys });
    const fileName = `${name}-Manifest.json`;
    const folders = layout.isOverwritten ? [""] : ["", run];
    return folders.map((folder) => ({ key: `${root}/metadata/${partition}${folder}/${fileName}`, text }));
  };
  return { billingPeriod: month.billingPeriod, files: files(), manifests };
}

function exportManifest(parts: {
  readonly name: string;
  readonly account: string;
  readonly executionId: string;
  readonly columns: readonly WrittenColumn[];
  readonly keys: readonly string[];
}): string {
  const { name, account, executionId, columns, keys } = parts;
  const manifest = {
    executionId,
    exportArn: `arn:aws:bcm-data-exports:us-east-1:${account}:export/${name}-${uuid(seedOf(name))}`,
    columns: columns.map((column) => ({ name: column.header, type: manifestType(column.parquetType) })),
    dataFiles: keys.map((key) => `s3://${BUCKET}/${key}`),
    additionalOutputFiles: [],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function manifestType(type: WrittenColumn["parquetType"]): string {
  switch (type) {
    case "map":
      return "map<string,string>";
    case "doubleMap":
      return "map<string,double>";
    default:
      return type;
  }
}
