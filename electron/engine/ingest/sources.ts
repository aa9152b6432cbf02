import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "#core/result/failure.ts";
import { onScratch } from "../duckdb/scratch.ts";
import { contentOf } from "../files/content.ts";
import { refuseForeign } from "../files/refuse.ts";
import { readHead } from "../files/source-file.ts";
import { extractZip } from "../files/zip.ts";
import { headersOfText, type Looked } from "./look.ts";
import { parquetColumns } from "./parquet-input.ts";
import type { Source } from "./source.ts";

/** The files to read for a delivery; archives are unpacked into `directory` under names of our own. */
export async function prepareSources(
  files: readonly Looked[],
  directory: string,
  signal: AbortSignal | undefined,
): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const [index, file] of files.entries()) {
    if (signal?.aborted === true) fail("cancelled", {});
    if (file.kind === "zip")
      sources.push(...(await unpacked(file, join(directory, `zip-${index + 1}`), signal)));
    else sources.push(asSource(file));
  }
  return sources;
}

function asSource({ snapshot, kind, headers }: Looked): Source {
  const content = kind === "parquet" ? "parquet" : kind === "csv.gz" ? "gzip" : "text";
  return { display: snapshot.path, path: snapshot.path, content, headers, origin: snapshot };
}

async function unpacked(
  { snapshot }: Looked,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<readonly Source[]> {
  await mkdir(directory, { recursive: true });
  const entries = await extractZip(snapshot.path, directory, signal);
  return Promise.all(
    entries.map(async ({ name, path }): Promise<Source> => {
      const display = entries.length === 1 ? snapshot.path : `${snapshot.path}#${name}`;
      const content = contentOf(await readHead(path, 512));
      refuseForeign(display, content);
      if (content === "zip") return fail("file.unknown_kind", { path: display }, "no");
      const headers =
        content === "parquet"
          ? (await onScratch((connection) => parquetColumns(connection, path), signal)).map(
              ({ name: column }) => column,
            )
          : await headersOfText(path, content === "gzip");
      return {
        display,
        path,
        content: content === "parquet" ? "parquet" : content === "gzip" ? "gzip" : "text",
        headers,
        origin: snapshot,
      };
    }),
  );
}
