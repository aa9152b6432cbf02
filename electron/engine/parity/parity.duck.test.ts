import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Delivery } from "#core/delivery/delivery.ts";
import { canonical } from "#core/money/decimal.ts";
import { foldCells, sumOf } from "#core/parity/explain-parity.ts";
import type { ParityAnswer, ParityMetric } from "#core/parity/parity.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions, type WorldOptions } from "#core/sample/world.ts";
import { listDeliveries } from "../catalogue/catalogue.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { compareFormats, compareLines, parityPairs } from "./parity.ts";

const ZERO = "0.0000000000";

type Opened = {
  readonly database: Database;
  readonly directory: string;
  readonly deliveries: readonly Delivery[];
  readonly totals: readonly SampleTotals[];
  close(): Promise<void>;
};

async function open(world: WorldOptions, formats: readonly SampleFormat[]): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-parity-"));
  const { database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0));
  const totals: SampleTotals[] = [];
  for (const format of formats) {
    const written = await writeSample({ directory: join(folder, format), world, format });
    totals.push(written.totals);
    const paths = [join(folder, format)];
    await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
  }
  return {
    database,
    directory,
    totals,
    deliveries: await database.read(listDeliveries),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function compare({ database, directory, deliveries }: Opened, metric: ParityMetric): Promise<ParityAnswer> {
  const [pair] = parityPairs(deliveries);
  if (pair === undefined) throw new Error("no pair");
  return database.read((connection) =>
    compareFormats(connection, directory, deliveries, {
      leftId: pair.left.deliveryId,
      rightId: pair.right.deliveryId,
      metric,
      currency: null,
    }),
  );
}

test("the line items behind every row of a side-by-side sum to its difference, page by page", async () => {
  const opened = await open({ ...closedOptions("2026-10", 1), rows: 1_500 }, ["legacy", "focus"]);
  try {
    const [pair] = parityPairs(opened.deliveries);
    if (pair === undefined) throw new Error("no pair");
    const asked = {
      leftId: pair.left.deliveryId,
      rightId: pair.right.deliveryId,
      metric: "unblended",
      currency: null,
    } as const;
    const { cells } = await compare(opened, "unblended");
    let differing = 0;
    for (const by of ["service", "group", "account"] as const)
      for (const row of foldCells(cells, by)) {
        const page = (offset: number, limit: number) =>
          opened.database.read((connection) =>
            compareLines(connection, opened.directory, opened.deliveries, {
              ...asked,
              by,
              value: row.value,
              offset,
              limit,
            }),
          );
        const { total, lines, count } = await page(0, 2_000);
        expect([by, row.value, total.difference]).toEqual([by, row.value, row.difference]);
        expect(lines).toHaveLength(count);
        if (count < 3) continue;
        differing += count;
        expect((await page(1, 2)).lines).toEqual(lines.slice(1, 3));
      }
    expect(differing).toBeGreaterThan(10);
  } finally {
    await opened.close();
  }
}, 60_000);

describe.each(["rows", "columns"] as const)("legacy and FOCUS with discounts in %s", (discounts) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open({ ...closedOptions("2026-10", 1), rows: 4_000, discounts }, ["legacy", "focus"]);
  });
  afterAll(() => opened.close());

  test("are a pair, and only the first one counts", () => {
    expect(parityPairs(opened.deliveries)).toMatchObject([
      {
        billingPeriod: "2026-10",
        left: { format: "legacy", counted: true },
        right: { format: "focus", counted: false },
      },
    ]);
  });

  test.each([
    ["unblended", "billedCost"],
    ["netUnblended", "billedCost"],
    ["netAmortized", "effectiveCost"],
    ["amortized", "effectiveCost"],
  ] as const)("by %s have the generator's totals, and every difference explained", async (metric, name) => {
    const answer = await compare(opened, metric);
    const [legacy, focus] = opened.totals;
    expect(answer.left).toBe(canonical(legacy?.overall.metrics[metric] ?? ""));
    expect(answer.right).toBe(canonical(focus?.overall.metrics[name] ?? ""));
    expect(answer.cells.filter(({ unexplained }) => unexplained !== ZERO)).toEqual([]);
    expect(sumOf(answer.cells).unexplained).toBe(ZERO);
    expect(foldCells(answer.cells, "service").length).toBeGreaterThan(5);
  });

  test("blended cost is not in FOCUS, which is said", async () => {
    expect(await compare(opened, "blended")).toMatchObject({
      cells: [],
      missing: [{ format: "focus", columns: ["line_item_blended_cost"] }],
    });
  });
});

test("legacy and CUR 2.0 of the same month have no difference at all", async () => {
  const opened = await open({ ...closedOptions("2026-10", 1), rows: 3_000 }, ["legacy", "cur2"]);
  const answer = await compare(opened, "unblended");
  const amortized = await compare(opened, "netAmortized");
  await opened.close();
  expect(answer.cells.length).toBeGreaterThan(20);
  for (const { difference, explained } of [...answer.cells, ...amortized.cells])
    expect([difference, explained]).toEqual([ZERO, []]);
  expect(answer.rowsLeft).toBe(answer.rowsRight);
});

test("another payer's bill is no pair", async () => {
  const opened = await open({ ...closedOptions("2026-10", 1), rows: 1_500 }, ["legacy"]);
  const [delivery] = opened.deliveries;
  await opened.close();
  if (delivery === undefined) throw new Error("no delivery");
  const other = { ...delivery, id: "x", format: "focus", payerAccountId: "999999999999" } as const;
  expect(parityPairs([delivery, other])).toEqual([]);
});
