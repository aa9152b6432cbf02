import { LARGEST_TABLE_BYTES, tableText, TOO_LARGE } from "#core/ingest/table-text.ts";
import { fail } from "#core/result/failure.ts";
import { readInvoiceTable, type InvoiceTable } from "#core/tie-out/invoice-csv.ts";

/** Reads a list of invoices that the user has chosen; fails where it is none. */
export async function readInvoiceFile(file: File): Promise<InvoiceTable> {
  const refuse = (cause: string): never => fail("invoices.unreadable", { path: file.name, cause });
  const read =
    file.size > LARGEST_TABLE_BYTES ? TOO_LARGE : tableText(new Uint8Array(await file.arrayBuffer()), decode);
  if (read.kind === "refused") return refuse(read.why);
  const table = readInvoiceTable(read.text);
  return table.rows.length === 0 ? refuse("it has no rows") : table;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
