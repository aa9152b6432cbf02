import { randomUUID } from "node:crypto";
import { access, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { type Cut, cutDimensions, cutIdentity, writeCut } from "#core/cost/rollup/cut.ts";
import { storedPath } from "#core/cost/source/line-item-source.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { flushFile } from "../../disk/durable.ts";
import { runAll } from "../duckdb/run.ts";
import { identifiedFile } from "./identified-file.ts";

/** Cuts kept per delivery; beyond that the one unused for longest goes. */
const MOST_KEPT = 24;
const NAME = /^cut-[0-9a-f]{24}\.parquet$/;

/** Files being written, so that questions that come together wait for one. */
const WRITING = new Map<string, Promise<void>>();

/** The cut of the deliveries by these dimensions. What is missing is written first, which reads the line items once. */
export async function cutOf(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
  refs: Iterable<DimensionRef>,
): Promise<Cut> {
  const dimensions = cutDimensions(refs);
  const files: string[] = [];
  for (const delivery of deliveries) {
    const stored = cutFile(delivery, dimensions);
    await ensure(connection, { directory, delivery, dimensions, path: join(directory, stored) });
    files.push(storedPath(directory, stored));
  }
  return { dimensions, files };
}

/** Path of the cut of a delivery by these dimensions, relative to the workspace folder, whether it is there or not. */
export function cutFile(delivery: Delivery, refs: Iterable<DimensionRef>): string {
  return identifiedFile(delivery, "cut", cutIdentity(cutDimensions(refs)));
}

type Wanted = {
  readonly directory: string;
  readonly delivery: Delivery;
  readonly dimensions: readonly DimensionRef[];
  readonly path: string;
};

async function ensure(connection: DuckDBConnection, wanted: Wanted): Promise<void> {
  const { path } = wanted;
  if (await isThere(path)) return touch(path);
  const running = WRITING.get(path);
  if (running !== undefined) {
    // Whoever writes may be cancelled; this question then writes for itself.
    await running.catch(() => undefined);
    return ensure(connection, wanted);
  }
  const writing = write(connection, wanted);
  WRITING.set(path, writing);
  try {
    await writing;
  } finally {
    WRITING.delete(path);
  }
  await sweep(dirname(path));
}

async function write(connection: DuckDBConnection, wanted: Wanted): Promise<void> {
  const partial = `${wanted.path}.${randomUUID()}.part`;
  try {
    await runAll(connection, [writeCut(wanted.delivery, wanted.directory, wanted.dimensions, partial)]);
    await flushFile(partial);
    await rename(partial, wanted.path);
  } finally {
    await rm(partial, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Its time of change tells when it was last used. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

async function sweep(folder: string): Promise<void> {
  const cuts = (await readdir(folder)).filter((file) => NAME.test(basename(file)));
  if (cuts.length <= MOST_KEPT) return;
  const aged = await Promise.all(
    cuts.map(async (file) => ({ file, used: (await stat(join(folder, file))).mtimeMs })),
  );
  for (const { file } of aged.toSorted((a, b) => b.used - a.used).slice(MOST_KEPT))
    await rm(join(folder, file), { force: true });
}
