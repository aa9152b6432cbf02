import { constants, gunzipSync } from "node:zlib";
import { basename } from "node:path";
import { detectFormat } from "#core/cur/schema/detect.ts";
import { normalizeName } from "#core/cur/schema/normalize.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import { parseCsv } from "#core/ingest/csv.ts";
import type { FileKind } from "#core/ingest/import-report.ts";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { type Content, contentOf, isEncryptedParquet } from "../files/content.ts";
import { refuseForeign } from "../files/refuse.ts";
import { readHead, type Snapshot, snapshot } from "../files/source-file.ts";
import { headOfZip } from "../files/zip.ts";
import { onScratch } from "../duckdb/scratch.ts";
import { parquetColumns } from "./parquet-input.ts";

/** What the beginning of a file shows. */
export type Looked = {
  readonly snapshot: Snapshot;
  readonly kind: FileKind;
  readonly format: ReportFormat;
  readonly headers: readonly string[];
  /** Identity of the first line items (id and interval), where the report has one. */
  readonly lineItems: readonly string[];
};

const HEAD_BYTES = 64 * 1024;

/** Tells what a file is from its first bytes and its header; fails for whatever is no report. */
export async function lookAt(path: string, signal?: AbortSignal): Promise<Looked> {
  const taken = await snapshot(path);
  const head = await readHead(path, HEAD_BYTES);
  const content = contentOf(head);
  refuseForeign(path, content);
  if (content === "parquet") return lookAtParquet(path, taken, signal);
  if (isEncryptedParquet(head)) fail("file.encrypted", { path });
  const text = await textHead(path, content, head);
  const records = parseCsv(
    text.toString("utf8"),
    text.length < HEAD_BYTES && head.length === taken.sizeBytes,
  );
  const headers = (records[0] ?? []).map((cell) => cell.text);
  return {
    snapshot: taken,
    kind: kindOf(content),
    format: formatOf(path, headers, "csv"),
    headers,
    lineItems: identities(headers, records.slice(1)),
  };
}

/** Column names of CSV text, gzip or not, e.g. of a file that came out of an archive. */
export async function headersOfText(path: string, gzip: boolean): Promise<readonly string[]> {
  const head = await readHead(path, HEAD_BYTES);
  const text = gzip ? unzipHead(path, head) : head;
  refuseForeign(path, contentOf(text));
  return (parseCsv(text.toString("utf8"), head.length < HEAD_BYTES)[0] ?? []).map((cell) => cell.text);
}

async function lookAtParquet(
  path: string,
  taken: Snapshot,
  signal: AbortSignal | undefined,
): Promise<Looked> {
  const columns = await onScratch((connection) => parquetColumns(connection, path), signal);
  const headers = columns.map(({ name }) => name);
  return {
    snapshot: taken,
    kind: "parquet",
    format: formatOf(path, headers, "parquet"),
    headers,
    lineItems: [],
  };
}

async function textHead(path: string, content: Content, head: Buffer): Promise<Buffer> {
  if (content === "text") return head;
  const text = content === "zip" ? await headOfZip(path, HEAD_BYTES) : unzipHead(path, head);
  refuseForeign(path, contentOf(text));
  return text;
}

/** The text at the beginning of a gzip file, of which only the first bytes are given. */
function unzipHead(path: string, head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const at = cause.includes("check") ? head.length : 0;
    throw new AppError(failure("file.damaged", { path, at, cause }));
  }
}

function kindOf(content: Content): FileKind {
  if (content === "zip") return "zip";
  return content === "gzip" ? "csv.gz" : "csv";
}

function formatOf(path: string, headers: readonly string[], container: "csv" | "parquet"): ReportFormat {
  const detection = detectFormat(headers, container);
  if (detection.kind === "report") return detection.format;
  return /\.(csv|gz|zip|parquet|txt)$/i.test(basename(path))
    ? fail("cur.not_a_report", { path, missing: detection.missing }, "no")
    : fail("file.unknown_kind", { path }, "no");
}

function identities(headers: readonly string[], records: ReturnType<typeof parseCsv>): readonly string[] {
  const names = headers.map(normalizeName);
  const id = names.indexOf("identity_line_item_id");
  const interval = names.indexOf("identity_time_interval");
  if (id < 0 || interval < 0) return [];
  return records.flatMap((record) => {
    const [first, second] = [record[id]?.text ?? "", record[interval]?.text ?? ""];
    return first === "" ? [] : [`${first} ${second}`];
  });
}
