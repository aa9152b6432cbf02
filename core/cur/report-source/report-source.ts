import { z } from "zod";
import type { ReportFormat } from "../../delivery/delivery.ts";

/** A configured report of either kind: what AWS writes, and where. */
export type ReportSource = {
  readonly kind: "legacy" | "dataExport";
  readonly name: string;
  readonly format: ReportFormat;
  readonly bucket: string;
  /** As configured; may be empty. */
  readonly prefix: string;
  readonly region: string | null;
  readonly timeUnit: "hourly" | "daily" | "monthly" | null;
  readonly hasResourceIds: boolean | null;
  /** What its files are; null where AWS does not say. */
  readonly files: ReportFiles | null;
  /** What AWS says about its last attempt to deliver. */
  readonly delivery: { readonly at: string; readonly status: string } | null;
  /** Why AWS cannot deliver, in its own word; null when it can. */
  readonly trouble: string | null;
};

/** `unknown`: in a form this app does not read. */
export type ReportFiles = "gzip" | "zip" | "parquet" | "unknown";

/** Files of a report in words. */
export const FILE_WORDS: Readonly<Record<Exclude<ReportFiles, "unknown">, string>> = {
  gzip: "gzip CSV",
  zip: "zipped CSV",
  parquet: "Parquet",
};

/** A report definition as `cur:DescribeReportDefinitions` answers it. */
export const reportDefinition = z.object({
  ReportName: z.string(),
  TimeUnit: z.string().nullish(),
  Compression: z.string().nullish(),
  S3Bucket: z.string(),
  S3Prefix: z.string().nullish(),
  S3Region: z.string().nullish(),
  AdditionalSchemaElements: z.array(z.string()).nullish(),
  ReportStatus: z.object({ lastDelivery: z.string().nullish(), lastStatus: z.string().nullish() }).nullish(),
});

export function sourceOfDefinition(given: z.output<typeof reportDefinition>): ReportSource {
  const { lastDelivery, lastStatus } = given.ReportStatus ?? {};
  return {
    kind: "legacy",
    name: given.ReportName,
    format: "legacy",
    bucket: given.S3Bucket,
    prefix: given.S3Prefix ?? "",
    region: given.S3Region ?? null,
    timeUnit: unitOf(given.TimeUnit),
    hasResourceIds: given.AdditionalSchemaElements?.includes("RESOURCES") ?? false,
    files: filesOf(given.Compression),
    delivery: lastDelivery == null ? null : { at: instantOf(lastDelivery), status: lastStatus ?? "" },
    trouble: lastStatus?.startsWith("ERROR") === true ? lastStatus : null,
  };
}

/** An export as `bcm-data-exports:GetExport` answers it. */
export const dataExport = z.object({
  Export: z.object({
    Name: z.string(),
    DataQuery: z.object({
      QueryStatement: z.string(),
      TableConfigurations: z.record(z.string(), z.record(z.string(), z.string())).nullish(),
    }),
    DestinationConfigurations: z.object({
      S3Destination: z.object({
        S3Bucket: z.string(),
        S3Prefix: z.string(),
        S3Region: z.string().nullish(),
        S3OutputConfigurations: z.object({ Compression: z.string().nullish() }).nullish(),
      }),
    }),
  }),
  ExportStatus: z
    .object({
      StatusCode: z.string().nullish(),
      StatusReason: z.string().nullish(),
      LastRefreshedAt: z.union([z.date().transform((at) => at.toISOString()), z.string()]).nullish(),
    })
    .nullish(),
});

export function sourceOfExport(given: z.output<typeof dataExport>): ReportSource {
  const { Name, DataQuery, DestinationConfigurations } = given.Export;
  const { S3Destination } = DestinationConfigurations;
  const [table = "", properties = {}] = Object.entries(DataQuery.TableConfigurations ?? {})[0] ?? [];
  const statement = `${DataQuery.QueryStatement} ${table}`;
  const isFocus = /\bFOCUS_/i.test(statement);
  const status = given.ExportStatus;
  return {
    kind: "dataExport",
    name: Name,
    format: isFocus ? "focus" : "cur2",
    bucket: S3Destination.S3Bucket,
    prefix: S3Destination.S3Prefix,
    region: S3Destination.S3Region ?? null,
    timeUnit: unitOf(properties["TIME_GRANULARITY"]),
    hasResourceIds: isFocus ? true : properties["INCLUDE_RESOURCES"]?.toUpperCase() === "TRUE",
    files: filesOf(S3Destination.S3OutputConfigurations?.Compression),
    delivery:
      status?.LastRefreshedAt == null
        ? null
        : { at: status.LastRefreshedAt, status: status.StatusCode ?? "" },
    trouble: status?.StatusCode === "UNHEALTHY" ? (status.StatusReason ?? "UNHEALTHY") : null,
  };
}

/** What speaks against a report for our purposes, one sentence each. */
export function notesOn({ timeUnit, hasResourceIds, files }: ReportSource): readonly string[] {
  const notes: string[] = [];
  if (timeUnit === "daily") notes.push("It is daily: there will be no hours to look at.");
  if (timeUnit === "monthly") notes.push("It is monthly: there will be no days or hours to look at.");
  if (hasResourceIds === false)
    notes.push("It leaves out resource ids: costs cannot be followed to a resource.");
  if (files === "unknown") notes.push("Its files are in a form that this app may not read.");
  return notes;
}

function unitOf(text: string | null | undefined): ReportSource["timeUnit"] {
  const unit = text?.toLowerCase();
  return unit === "hourly" || unit === "daily" || unit === "monthly" ? unit : null;
}

function filesOf(compression: string | null | undefined): ReportFiles | null {
  if (compression == null) return null;
  const found = compression.toLowerCase();
  return found === "gzip" || found === "zip" || found === "parquet" ? found : "unknown";
}

/** `20260301T120000Z` as an ISO instant; other forms stay. */
function instantOf(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})$/, "$1-$2-$3T$4:$5:$6$7");
}
