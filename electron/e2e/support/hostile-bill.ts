import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

/** What a page would have to take for markup, script, an address or a template for it to run. */
export const PAYLOADS = [
  "<img src=x onerror=window.injected=1>",
  "<script>window.injected=1</script>",
  '"><svg onload=window.injected=1>',
  "'><iframe srcdoc='<script>parent.injected=1</script>'>",
  "javascript:window.injected=1",
  "<a href=javascript:window.injected=1>x</a>",
  "{{constructor.constructor('window.injected=1')()}}",
  "${window.injected=1}",
  "</style><style>*{background:url(https://example.com/s)}",
  '<link rel=stylesheet href="https://example.com/a.css">',
  "<b>&lt;bold&gt;</b>",
  "<math><mi//xlink:href=data:x,<script>window.injected=1</script>>",
] as const;

/** Columns that decide what a row is; with other text in them it would be refused, not shown. */
const STRUCTURE = new RegExp(
  [
    "TimeInterval|Date$|StartDate|EndDate|AccountId$|LineItemType|CurrencyCode|currency|BillType|LegalEntity",
    "Amount|Cost|Rate|Price|Quantity|Units|Factor|Hours|Period|ProductCode|servicecode|Spend|Commitment|Term",
    "pricingTerm|purchaseOption|InvoiceId|Modification",
  ].join("|"),
  "i",
);

/** Writes a month like the given one, with a payload behind every free text, and as the name of tags and columns. */
export async function writeHostileBill(month: string, folder: string): Promise<string> {
  const names = await readdir(month, { recursive: true });
  const name = names.find((each) => each.endsWith(".csv.gz"));
  if (name === undefined) throw new Error(`there is no bill in ${month}`);
  const records: string[][] = parse(gunzipSync(await readFile(join(month, name))));
  const [header = [], ...rows] = records;
  const tags = PAYLOADS.map((payload) => `resourceTags/user:${payload}`);
  const others = PAYLOADS.map((payload) => `product/${payload}`);
  const spoilt = rows.map((row, number) => [
    ...row.map((cell, at) =>
      cell === "" || STRUCTURE.test(header[at] ?? "") ? cell : `${cell}${payloadAt(number + at)}`,
    ),
    ...tags.map((_tag, at) => payloadAt(number + at)),
    ...others.map((_other, at) => payloadAt(number + at + 1)),
  ]);
  await mkdir(folder, { recursive: true });
  const path = join(folder, "hostile.csv.gz");
  const text = [[...header, ...tags, ...others], ...spoilt]
    .map((row) => row.map(quoted).join(","))
    .join("\n");
  await writeFile(path, gzipSync(`${text}\n`));
  return path;
}

function payloadAt(index: number): string {
  return PAYLOADS[index % PAYLOADS.length] ?? "";
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
