import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { ImportReport } from "#core/ingest/import-report.ts";
import type { IdentityCheck, QualityReport } from "#core/ingest/quality-report.ts";
import { canonical } from "#core/money/decimal.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { currencyWorlds, restatedWorld } from "#core/sample/variants.ts";
import { closedOptions, type WorldOptions } from "#core/sample/world.ts";
import { addMonths } from "#core/time/period.ts";
import { listQuality } from "../catalogue/catalogue.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { importPaths } from "../ingest/import.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { writeSample } from "./write-sample.ts";

const GROWN: WorldOptions = { ...closedOptions("2026-10", 3), rows: 6_000, splitCosts: true };
const CUR_METRICS = ["unblended", "amortized", "netUnblended", "netAmortized", "onDemandEquivalent"] as const;
/** FOCUS has its own names for costs. */
const FOCUS_METRICS = [
  ["unblended", "billedCost"],
  ["amortized", "effectiveCost"],
] as const;

const CASES: readonly (readonly [string, WorldOptions, SampleFormat, boolean])[] = [
  ["split costs", GROWN, "legacy", false],
  ["split costs", GROWN, "cur2", true],
  ["split costs", GROWN, "focus", true],
  ["discount columns", { ...GROWN, discounts: "columns" }, "legacy", true],
  ["discount columns", { ...GROWN, discounts: "columns" }, "cur2", false],
  ["discount columns", { ...GROWN, discounts: "columns" }, "focus", false],
  ["restatement", restatedWorld(GROWN, ["2026-09"]), "cur2", false],
  ["restatement", restatedWorld(GROWN, ["2026-09"]), "focus", false],
  ...currencyWorlds(GROWN)
    .slice(1)
    .flatMap((world) =>
      (["legacy", "cur2", "focus"] as const).map(
        (format) => [`currency of ${world.organisation ?? ""}`, world, format, format === "legacy"] as const,
      ),
    ),
];

let folder: string;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-variants-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(CASES)("a sample with %s", (_name, world, format, parquet) => {
  test(`imports as ${format}, Parquet ${String(parquet)}, to its totals, and every identity holds`, async () => {
    made += 1;
    const files = join(folder, `files-${made}`);
    const { totals } = await writeSample({ directory: files, world, format, options: { parquet } });
    const workspace = await openWorkspace(join(folder, `workspace-${made}`), new Date(0));
    try {
      const report = await importOf(workspace, files);
      expect(report.skipped).toEqual([]);
      expect(
        report.periods.map(({ billingPeriod, rows, currency }) => [billingPeriod, rows, currency]),
      ).toEqual(
        Object.entries(totals.byPeriod).map(([period, { rows }]) => [
          period,
          rows + (totals.splitRows[period] ?? 0),
          totals.currency,
        ]),
      );
      await expectTotals(workspace, world, format, totals);
      expectIdentities(await workspace.database.read(listQuality), world, format);
    } finally {
      await workspace.database.close();
    }
  });
});

test("a month that is delivered again replaces the first delivery, and only that month changes", async () => {
  const workspace = await openWorkspace(join(folder, "workspace-restated"), new Date(0));
  try {
    const first = await writeSample({ directory: join(folder, "first"), world: GROWN, format: "legacy" });
    await importOf(workspace, join(folder, "first"));
    const again = await writeSample({
      directory: join(folder, "second"),
      world: restatedWorld(GROWN, ["2026-09"]),
      months: ["2026-09"],
      format: "legacy",
    });
    await importOf(workspace, join(folder, "second"));
    const answer = await costs(workspace, GROWN, "unblended");
    expect(answer.values).toEqual(
      ["2026-08", "2026-09", "2026-10"].map((period) => {
        const source = period === "2026-09" ? again : first;
        return canonical(source.totals.byPeriod[period]?.metrics["unblended"] ?? "");
      }),
    );
  } finally {
    await workspace.database.close();
  }
});

function importOf({ database, directory }: OpenWorkspace, path: string): Promise<ImportReport> {
  return importPaths({ database, directory, paths: [path], leaveOut: [], now: () => new Date(0) });
}

function costs(
  { database, directory }: OpenWorkspace,
  { lastPeriod, months }: WorldOptions,
  metric: MetricId,
) {
  return queryCosts(database, directory, {
    metric,
    granularity: "month",
    range: { from: `${addMonths(lastPeriod, 1 - months)}-01`, to: `${addMonths(lastPeriod, 1)}-01` },
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
  });
}

async function expectTotals(
  workspace: OpenWorkspace,
  world: WorldOptions,
  format: SampleFormat,
  totals: SampleTotals,
): Promise<void> {
  const metrics: readonly (readonly [MetricId, string])[] =
    format === "focus" ? FOCUS_METRICS : CUR_METRICS.map((metric) => [metric, metric] as const);
  for (const [metric, name] of metrics) {
    const answer = await costs(workspace, world, metric);
    expect([metric, ...answer.values]).toEqual([
      metric,
      ...Object.values(totals.byPeriod).map((sums) => canonical(sums.metrics[name] ?? "")),
    ]);
  }
}

function expectIdentities(
  reports: readonly QualityReport[],
  world: WorldOptions,
  format: SampleFormat,
): void {
  expect(reports).toHaveLength(world.months);
  const checks = reports.flatMap(({ identities }) => identities);
  expect(checks.filter(({ outcome }) => outcome === "fails")).toEqual([]);
  const held = (id: IdentityCheck["id"]) =>
    checks.filter((check) => check.id === id && check.outcome === "holds").length;
  if (format === "focus") {
    expect(held("I6")).toBeGreaterThan(0);
    return;
  }
  expect(held("I1")).toBe(world.months);
  expect(held("I2")).toBe(world.discounts === "columns" ? 0 : world.months);
  expect(held("I3")).toBeGreaterThan(2 * world.months);
  expect(held("I4")).toBeGreaterThan(2 * world.months);
}
