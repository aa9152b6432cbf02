import { access } from "node:fs/promises";
import { expect, test } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { type Database, openDatabase } from "../duckdb/database.ts";
import { run } from "../duckdb/run.ts";
import { openTestWorkspace } from "./ingest.fixture.ts";
import { withinImportMemory } from "./memory.ts";
import { csv, lineItems, putLegacyDelivery } from "./report-files.fixture.ts";

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
  "an import has its share of memory and keeps no Parquet; both are as before afterwards (kept: %s)",
  async (keepsFiles) => {
    const database = await openDatabase(":memory:", { keepsFiles });
    try {
      const before = await settings(database);
      expect(before).toMatchObject([{ keeps: keepsFiles }]);
      const during = await withinImportMemory(database, () => settings(database));
      expect(during).toMatchObject([{ keeps: false }]);
      expect(during[0]?.["room"]).not.toBe(before[0]?.["room"]);
      expect(await settings(database)).toEqual(before);
      await expect(withinImportMemory(database, () => Promise.reject(new Error("stopped")))).rejects.toThrow(
        "stopped",
      );
      expect(await settings(database)).toEqual(before);
    } finally {
      await database.close();
    }
  },
);

test("months that take each other's place leave nothing of what they replaced in memory", async () => {
  const workspace = await openTestWorkspace();
  try {
    const held = async (): Promise<readonly unknown[]> => {
      await workspace.lineItems();
      const rows = await workspace.rows(raw("SELECT DISTINCT path FROM duckdb_external_file_cache()"));
      return rows.map(({ path }) => path);
    };
    for (const count of [3, 4, 5, 6]) {
      await putLegacyDelivery(workspace.sources, {
        assemblyId: `2024010${count}T000000Z`,
        chunks: [csv(lineItems(count))],
      });
      expect((await workspace.import([workspace.sources])).periods).toMatchObject([{ rows: count }]);
      const paths = await held();
      expect(paths).toHaveLength(1);
      await expect(access(String(paths[0]))).resolves.toBeUndefined();
    }
  } finally {
    await workspace.close();
  }
});
