import { join } from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "../host/json-file.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";

const schema = z.object({ version: z.literal(1), day: z.string(), scannedBytes: z.number() });

/** What the queries of a day (UTC) have read, kept with the workspace. */
export type DayBook = {
  /** Bytes read today by all who ask, with what running queries have read so far. */
  scannedBytes(): Promise<number>;
  /** The same as far as it was known last. */
  lastKnownBytes(): number;
  begin(): RunningQuery;
};

type RunningQuery = {
  /** What it has read so far. */
  read(bytes: number): void;
  end(bytes: number): Promise<void>;
};

/** One for all queries of a workspace, so that they see each other; other processes are seen when a query begins or ends. */
export function openDayBook(directory: string, now: () => Date): DayBook {
  const file = join(directory, "athena-day.json");
  const inTurn = oneAtATime();
  const running = new Map<object, number>();
  let known = { day: "", scannedBytes: 0 };
  const look = async (): Promise<number> => {
    const day = now().toISOString().slice(0, 10);
    const found = await readJson(file, schema);
    known = {
      day,
      scannedBytes: found.kind === "read" && found.value.day === day ? found.value.scannedBytes : 0,
    };
    return known.scannedBytes;
  };
  const inFlight = (): number => [...running.values()].reduce((sum, bytes) => sum + bytes, 0);
  return {
    scannedBytes: () => inTurn(async () => (await look()) + inFlight()),
    lastKnownBytes: () => known.scannedBytes + inFlight(),
    begin() {
      const query = {};
      running.set(query, 0);
      return {
        read: (bytes) => void running.set(query, bytes),
        end: (bytes) =>
          inTurn(async () => {
            const scannedBytes = (await look()) + bytes;
            running.delete(query);
            if (bytes > 0) await writeJson(file, { version: 1, day: known.day, scannedBytes });
            known = { ...known, scannedBytes };
          }),
      };
    },
  };
}
