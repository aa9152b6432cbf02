import { join } from "node:path";
import { z } from "zod";
import { fail } from "#core/result/failure.ts";
import { readJson, writeJson } from "../host/json-file.ts";

const schema = z.object({ version: z.literal(1), day: z.string(), scannedBytes: z.number() });

/** What the queries of a day (UTC) have read, kept with the workspace. */
export type DayBook = {
  /** Bytes read today, by all commands. */
  readonly scannedBytes: () => number;
  /** Refuses to go on once the day's limit is reached. */
  check(limitBytes: number): void;
  add(bytes: number): Promise<void>;
};

export async function openDayBook(directory: string, now: Date): Promise<DayBook> {
  const file = join(directory, "athena-day.json");
  const day = now.toISOString().slice(0, 10);
  const found = await readJson(file, schema);
  let scannedBytes = found.kind === "read" && found.value.day === day ? found.value.scannedBytes : 0;
  return {
    scannedBytes: () => scannedBytes,
    check(limitBytes) {
      if (scannedBytes >= limitBytes) fail("athena.day_limit", { scannedBytes, limitBytes });
    },
    async add(bytes) {
      scannedBytes += bytes;
      await writeJson(file, { version: 1, day, scannedBytes });
    },
  };
}
