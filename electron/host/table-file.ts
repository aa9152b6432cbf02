import { readFile, stat } from "node:fs/promises";
import { LARGEST_TABLE_BYTES, tableText, TOO_LARGE, type TableText } from "#core/ingest/table-text.ts";
import { fail } from "#core/result/failure.ts";

/** Reads the text of a table that somebody typed or exported. */
export async function readTableFile(path: string): Promise<TableText> {
  const { size } = await stat(path).catch(() => fail("file.not_found", { path }));
  if (size > LARGEST_TABLE_BYTES) return TOO_LARGE;
  const bytes = await readFile(path).catch((error: unknown) =>
    fail("file.unreadable", { path, cause: error instanceof Error ? error.message : String(error) }),
  );
  return tableText(bytes, (given, encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(given);
    } catch {
      return null;
    }
  });
}
