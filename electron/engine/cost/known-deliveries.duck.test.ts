import { expect, test, vi } from "vitest";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { openDatabase } from "../duckdb/database.ts";
import { withDeliveries } from "./known-deliveries.ts";

test("an interrupt that comes late and hits the end of a question leaves nothing behind for the next one", async () => {
  const database = await openDatabase(":memory:");
  try {
    await database.write(createCatalogue);
    const stop = new AbortController();
    const late = withDeliveries(
      database,
      async (connection) => {
        vi.spyOn(connection, "run").mockImplementationOnce(async () => {
          stop.abort();
          throw new Error("INTERRUPT Error: Interrupted!");
        });
      },
      stop.signal,
    );
    await expect(late).rejects.toMatchObject({ failure: { code: "cancelled" } });
    const next = withDeliveries(database, async (connection) => {
      const rows = await connection.runAndReadAll("SELECT 42");
      return rows.getRows();
    });
    expect(await next).toEqual([[42]]);
  } finally {
    await database.close();
  }
});
