import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Columns of the little legacy reports the tests write. */
export const HEADERS = [
  "identity/LineItemId",
  "identity/TimeInterval",
  "bill/InvoiceId",
  "bill/PayerAccountId",
  "bill/BillingPeriodStartDate",
  "bill/BillingPeriodEndDate",
  "lineItem/UsageAccountId",
  "lineItem/LineItemType",
  "lineItem/UsageStartDate",
  "lineItem/UsageEndDate",
  "lineItem/ProductCode",
  "lineItem/UsageType",
  "lineItem/ResourceId",
  "lineItem/UsageAmount",
  "lineItem/CurrencyCode",
  "lineItem/UnblendedCost",
  "lineItem/BlendedCost",
  "product/ProductName",
  "resourceTags/user:team",
] as const;

export type Cells = { readonly [header: string]: string };

/** A usage row of January 2024 with the given cells in place of the usual ones. */
export function lineItem(number: number, cells: Cells = {}): Cells {
  const day = String(1 + (number % 28)).padStart(2, "0");
  return {
    "identity/LineItemId": `id-${number}`,
    "identity/TimeInterval": `2024-01-${day}T00:00:00Z/2024-01-${day}T01:00:00Z`,
    "bill/PayerAccountId": "000000000012",
    "bill/BillingPeriodStartDate": "2024-01-01T00:00:00Z",
    "bill/BillingPeriodEndDate": "2024-02-01T00:00:00Z",
    "lineItem/UsageAccountId": "012345678901",
    "lineItem/LineItemType": "Usage",
    "lineItem/UsageStartDate": `2024-01-${day}T00:00:00Z`,
    "lineItem/UsageEndDate": `2024-01-${day}T01:00:00Z`,
    "lineItem/ProductCode": "AmazonEC2",
    "lineItem/UsageType": "BoxUsage:t3.micro",
    "lineItem/ResourceId": `i-${number}`,
    "lineItem/UsageAmount": "1.0",
    "lineItem/CurrencyCode": "USD",
    "lineItem/UnblendedCost": "0.0100000000",
    "lineItem/BlendedCost": "0.0100000000",
    "product/ProductName": "Amazon Elastic Compute Cloud",
    ...cells,
  };
}

export function lineItems(count: number, cells: Cells = {}): readonly Cells[] {
  return Array.from({ length: count }, (_, index) => lineItem(index, cells));
}

/** CSV text; headers beyond the usual ones come from the rows. */
export function csv(rows: readonly Cells[], headers: readonly string[] = headersOf(rows)): string {
  const lines = rows.map((row) => headers.map((header) => cell(row[header] ?? "")).join(","));
  return [headers.map(cell).join(","), ...lines, ""].join("\n");
}

export async function put(path: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

export function putGzip(path: string, text: string): Promise<string> {
  return put(path, gzipSync(text));
}

export type LegacyDelivery = {
  readonly assemblyId: string;
  readonly period?: string;
  readonly report?: string;
  /** Text of each chunk. */
  readonly chunks: readonly string[];
};

/** Writes a delivery as AWS lays it out: `report/period/assembly/chunks`, manifests in both folders. Gives the period's folder. */
export async function putLegacyDelivery(root: string, delivery: LegacyDelivery): Promise<string> {
  const { assemblyId, period = "20240101-20240201", report = "hourly", chunks } = delivery;
  const folder = join(root, report, period);
  const names = chunks.map((_, index) => `${report}-${String(index + 1).padStart(5, "0")}.csv.gz`);
  for (const [index, text] of chunks.entries())
    await putGzip(join(folder, assemblyId, names[index] ?? ""), text);
  const manifest = JSON.stringify({
    assemblyId,
    account: "000000000012",
    columns: HEADERS.map((header) => ({ category: header.split("/")[0], name: header.split("/")[1] })),
    reportName: report,
    compression: "GZIP",
    billingPeriod: { start: `${period.slice(0, 8)}T000000.000Z`, end: `${period.slice(9)}T000000.000Z` },
    reportKeys: names.map((name) => `prefix/${report}/${period}/${assemblyId}/${name}`),
  });
  await put(join(folder, assemblyId, `${report}-Manifest.json`), manifest);
  await put(join(folder, `${report}-Manifest.json`), manifest);
  return folder;
}

function headersOf(rows: readonly Cells[]): readonly string[] {
  return [...new Set([...HEADERS, ...rows.flatMap((row) => Object.keys(row))])];
}

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
