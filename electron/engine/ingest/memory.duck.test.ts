import { expect, test } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";
import { withRoomToWrite } from "./memory.ts";

function settings(database: Database) {
  return database.read((connection) =>
    run(
      connection,
      raw(
        "SELECT current_setting('memory_limit') AS room, current_setting('enable_external_file_cache') AS keeps",
      ),
    ),
  );
}

test.each([true, false])(
  "work that writes has room and keeps no Parquet; both are as before afterwards (kept: %s)",
  async (keepsFiles) => {
    const database = await openDatabase(":memory:", { memoryLimitMb: 300, keepsFiles });
    try {
      const before = await settings(database);
      expect(before).toMatchObject([{ keeps: keepsFiles }]);
      const during = await withRoomToWrite(database, () => settings(database));
      expect(during).toMatchObject([{ keeps: false }]);
      expect(during[0]?.["room"]).not.toBe(before[0]?.["room"]);
      expect(await settings(database)).toEqual(before);
      await expect(withRoomToWrite(database, () => Promise.reject(new Error("stopped")))).rejects.toThrow(
        "stopped",
      );
      expect(await settings(database)).toEqual(before);
    } finally {
      await database.close();
    }
  },
);
