import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EFFECTS, type ComparisonAnswer, type ComparisonQuery } from "#core/compare/comparison.ts";
import { formatScaled, parseScaled, scaledOf, sum } from "#core/money/decimal.ts";
import { productCells } from "#core/compare/product-cell.ts";
import { closedOptions } from "#core/sample/world.ts";
import type { DateRange } from "#core/time/period.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { importPaths } from "../ingest/import.ts";
import { rowsOf } from "../sample/oracle.test-support.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { comparePeriods } from "./compare-periods.ts";
import { periodSums } from "./period-sums.ts";

const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const EARLY = { from: "2026-09-03", to: "2026-09-20" };
const LATE = { from: "2026-10-10", to: "2026-10-31" };

type Cells = ReadonlyMap<string, string>;
let folder: string;
let workspace: OpenWorkspace;
let rows: readonly Cells[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-compare-"));
  const { files } = await writeSample({
    directory: join(folder, "files"),
    world: { ...closedOptions("2026-10", 2), rows: 9_000 },
    format: "legacy",
  });
  const read: Cells[] = [];
  for (const file of files.filter((name) => name.endsWith(".csv.gz")))
    for await (const row of rowsOf(file)) read.push(row);
  rows = read.filter((row) => !["EKSPod-EC2", "ECSTask-EC2"].includes(row.get("line_item_operation") ?? ""));
  workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
  const { database, directory } = workspace;
  const paths = [join(folder, "files")];
  const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
});

afterAll(async () => {
  await workspace.database.close();
  await rm(folder, { recursive: true, force: true });
});

const QUERY: Omit<ComparisonQuery, "before" | "now"> = {
  metric: "unblended",
  filters: [],
  groupBy: ["service"],
  currency: null,
  byAccount: true,
  byDays: true,
  top: 2_000,
  products: { effect: null, limit: 500 },
};

function ask(
  before: DateRange,
  now: DateRange,
  patch: Partial<typeof QUERY> = {},
): Promise<ComparisonAnswer> {
  const sides = { before: { kind: "own", range: before }, now: { kind: "own", range: now } } as const;
  return comparePeriods(workspace, { ...QUERY, ...patch, ...sides });
}

describe.each([
  ["whole months", SEPTEMBER, OCTOBER, true],
  ["whole months as they are", SEPTEMBER, OCTOBER, false],
  ["days within months", EARLY, LATE, true],
])("%s", (_name, before, now, byDays) => {
  test("have the effects that the files give by hand", async () => {
    const answer = await ask(before, now, { byDays });
    const expected = effectsOfFiles(before, now, byDays);
    for (const effect of EFFECTS) {
      const difference = scaledOf(answer.effects?.[effect] ?? "1") - expected(effect);
      // Each of some hundred products is rounded at the last of 18 digits.
      expect([effect, difference > -10_000n && difference < 10_000n]).toEqual([effect, true]);
    }
    expect(answer.effects?.volume).not.toBe("0.0000000000");
  });

  test("have the totals of the files, and effects and groups that sum to the change", async () => {
    const answer = await ask(before, now, { byDays });
    const [then, later] = [costOf(rowsIn(before)), costOf(rowsIn(now))];
    expect(answer.before).toMatchObject({ total: formatScaled(then), lineItems: rowsIn(before).length });
    expect(answer.now).toMatchObject({ total: formatScaled(later), lineItems: rowsIn(now).length });
    expect(answer.change).toBe(formatScaled(later - then));
    expect(sum(EFFECTS.map((effect) => answer.effects?.[effect] ?? "1"))).toBe(answer.change);
    expect(sum(answer.groups.map(({ change }) => change ?? "1"))).toBe(answer.change);
    for (const { effects, change } of answer.groups)
      expect(sum(EFFECTS.map((effect) => effects?.[effect] ?? "1"))).toBe(change);
  });
});

test("the days held are told, and only the time of usage is taken out", async () => {
  const { before, now } = await ask(SEPTEMBER, OCTOBER);
  expect([before.days, now.days, before.openDay, now.openDay]).toEqual([30, 31, null, null]);
  const { effects } = await ask(SEPTEMBER, OCTOBER, {
    filters: [{ dimension: "lineItemType", mode: "include", values: ["Tax", "Fee", "RIFee", "Credit"] }],
  });
  expect(effects).toMatchObject({ calendar: "0.0000000000", volume: "0.0000000000" });
});

test.each([
  [["linkedAccount"], "daily"],
  [["usageType", "region"], "daily"],
  [["tag:team"], "lineItems"],
  [["resourceId"], "dailyResource"],
] as const)("by %s it is the same change, from %s", async (groupBy, answeredFrom) => {
  const whole = await ask(SEPTEMBER, OCTOBER);
  const answer = await ask(SEPTEMBER, OCTOBER, { groupBy, top: 5 });
  expect(answer.change).toBe(whole.change);
  expect(answer.now.answeredFrom).toBe(answeredFrom);
  const listed = answer.groups.map(({ change }) => change ?? "1");
  expect(sum([...listed, answer.other?.change ?? "0"])).toBe(whole.change);
});

test("a grouping that the product has anyway changes no effect", async () => {
  const whole = await ask(SEPTEMBER, OCTOBER);
  expect((await ask(SEPTEMBER, OCTOBER, { groupBy: ["linkedAccount", "operation"] })).effects).toEqual(
    whole.effects,
  );
});

test("products of the groups that are not listed are just theirs", async () => {
  const patch = { groupBy: ["service"], top: 5 } as const;
  const answer = await ask(SEPTEMBER, OCTOBER, {
    ...patch,
    products: { effect: null, limit: 500, ofOther: true },
  });
  const listed = new Set(answer.groups.map(({ key }) => key[0]));
  expect(answer.products.length).toBeGreaterThan(5);
  expect(answer.products.filter(({ key }) => listed.has(key[0] ?? null))).toEqual([]);
  const changes = answer.products.map(({ change }) => change ?? "1");
  expect(sum(changes)).toBe(answer.other?.change);
});

test("products are listed by an effect, with amounts and units", async () => {
  const { products } = await ask(SEPTEMBER, OCTOBER, { products: { effect: "volume", limit: 10 } });
  const sizes = products.map(({ effects }) => Math.abs(Number(effects?.volume)));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(sizes).toHaveLength(10);
  for (const { product, unit, quantityNow, now } of products) {
    const own = rowsIn(OCTOBER).filter(
      (row) => kindOf(row) === "usage" && productOf(row) === JSON.stringify(product),
    );
    expect(now).toBe(formatScaled(costOf(own)));
    expect(quantityNow).toBe(formatScaled(own.reduce((all, row) => all + quantityOf(row), 0n)));
    expect(unit).not.toBeNull();
  }
});

test.each([
  [["service"], true],
  [["service"], false],
  [[], true],
  [["linkedAccount", "region"], true],
] as const)(
  "products by %j have cells of just their costs (accounts apart: %s)",
  async (groupBy, byAccount) => {
    const patch = { groupBy, byAccount, products: { effect: null, limit: 60 } } as const;
    const { products } = await ask(SEPTEMBER, OCTOBER, patch);
    const [before, now] = [
      { workspaceId: null, range: SEPTEMBER },
      { workspaceId: null, range: OCTOBER },
    ] as const;
    const told = products.flatMap((product) => {
      const cells = productCells({ ...QUERY, ...patch, before, now }, product);
      return cells === null ? [] : [{ product, cells }];
    });
    expect(told.length).toBeGreaterThan(20);
    expect(new Set(told.map(({ product }) => product.charge)).size).toBeGreaterThan(1);
    for (const { product, cells } of told)
      for (const side of ["before", "now"] as const) {
        const { metric, filters, currency, range } = cells[side];
        const asked = { metric, filters, range, currency, granularity: "total" } as const;
        const { total } = await queryCosts(workspace.database, workspace.directory, {
          ...asked,
          groupBy: [],
          top: null,
        });
        expect([product, scaledOf(total ?? "0.0")]).toEqual([product, scaledOf(product[side])]);
      }
  },
);

test("filters keep what they keep everywhere", async () => {
  const filters = [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }] as const;
  const answer = await ask(SEPTEMBER, OCTOBER, { filters });
  const costs = await queryCosts(workspace.database, workspace.directory, {
    metric: "unblended",
    granularity: "total",
    range: OCTOBER,
    groupBy: [],
    filters,
    currency: null,
    top: null,
  });
  expect(answer.now.total).toBe(costs.total);
});

test("a period that is not held has no total, and there is no change", async () => {
  const answer = await ask({ from: "2025-10-01", to: "2025-11-01" }, OCTOBER);
  expect(answer.before).toMatchObject({ total: null, days: 0 });
  expect(answer).toMatchObject({ change: null, effects: null });
  expect(answer.groups[0]).toMatchObject({ change: null, effects: null });
});

test("sums handed in are compared like one's own", async () => {
  const sums = await periodSums(workspace, { ...QUERY, range: SEPTEMBER });
  const given = await comparePeriods(workspace, {
    ...QUERY,
    before: { kind: "given", sums },
    now: { kind: "own", range: OCTOBER },
  });
  expect(given).toEqual(await ask(SEPTEMBER, OCTOBER));
});

test("another currency is shown beside, and not taken off", async () => {
  const sums = await periodSums(workspace, { ...QUERY, range: SEPTEMBER });
  const answer = await comparePeriods(workspace, {
    ...QUERY,
    before: { kind: "given", sums: { ...sums, currency: "EUR" } },
    now: { kind: "own", range: OCTOBER },
  });
  expect(answer).toMatchObject({ change: null, effects: null });
  expect([answer.before.currency, answer.now.currency]).toEqual(["EUR", "USD"]);
});

/** The formulas once more, with fractions that are never rounded until all are summed. */
function effectsOfFiles(before: DateRange, now: DateRange, byDays: boolean) {
  const found = new Map<string, Fraction>();
  const add = (effect: string, value: Fraction) => found.set(effect, plus(found.get(effect) ?? ZERO, value));
  const [then, later] = [rowsIn(before), rowsIn(now)];
  const days = (range: DateRange) => BigInt((Date.parse(range.to) - Date.parse(range.from)) / 86_400_000);
  const time = (unit: string): Fraction => {
    if (!byDays) return ONE;
    const perMonth = /Mo(nth)?$/i.test(unit);
    // September has 30 days and October 31: a part of one is a larger part of its month.
    return perMonth
      ? { over: days(now) * 30n, under: days(before) * 31n }
      : { over: days(now), under: days(before) };
  };
  for (const kind of new Set([...then, ...later].map(kindOf))) {
    if (kind === "usage") continue;
    const [a, b] = [then, later].map((all) => whole(costOf(all.filter((row) => kindOf(row) === kind))));
    if (kind === "recurring") {
      add("calendar", minus(times(a ?? ZERO, time("Hrs")), a ?? ZERO));
      add("commitments", minus(b ?? ZERO, times(a ?? ZERO, time("Hrs"))));
    } else add(kind, minus(b ?? ZERO, a ?? ZERO));
  }
  const usage = [then, later].map((all) => byProduct(all.filter((row) => kindOf(row) === "usage")));
  for (const product of new Set(usage.flatMap((all) => [...all.keys()]))) {
    const [old = [], fresh = []] = usage.map((all) => all.get(product) ?? []);
    const [c0, c1] = [whole(costOf(old)), whole(costOf(fresh))];
    const [q0, q1] = [old, fresh].map((own) => own.reduce((all, row) => all + quantityOf(row), 0n));
    const units = new Set([...old, ...fresh].flatMap((row) => (quantityOf(row) === 0n ? [] : unitOf(row))));
    const isFree = q0 === 0n && q1 === 0n;
    if (JSON.parse(product)[3] === null || units.size !== 1 || isFree) add("unmeasured", minus(c1, c0));
    else if (q0 === 0n) add(costOf(old) === 0n ? "new" : "unmeasured", minus(c1, c0));
    else if (q1 === 0n) add(costOf(fresh) === 0n ? "gone" : "unmeasured", minus(c1, c0));
    else {
      const inTime = times(c0, time([...units][0] ?? ""));
      const atVolume = times(c0, { over: q1 ?? 0n, under: q0 ?? 1n });
      let atOldPrice = ZERO;
      for (const option of new Set([...old, ...fresh].map(optionOf))) {
        const [own, next] = [old, fresh].map((all) => all.filter((row) => optionOf(row) === option));
        const [had, has] = [own, next].map((all) => (all ?? []).reduce((n, row) => n + quantityOf(row), 0n));
        const price =
          had !== undefined && had > 0n
            ? { over: costOf(own ?? []), under: had }
            : { over: costOf(next ?? []), under: has ?? 1n };
        if ((has ?? 0n) > 0n) atOldPrice = plus(atOldPrice, times(whole(has ?? 0n), price));
      }
      add("calendar", minus(inTime, c0));
      add("volume", minus(atVolume, inTime));
      add("mix", minus(atOldPrice, atVolume));
      add("price", minus(c1, atOldPrice));
    }
  }
  return (effect: string): bigint => {
    const { over, under } = found.get(effect) ?? ZERO;
    return over / under;
  };
}

function rowsIn({ from, to }: DateRange): readonly Cells[] {
  return rows.filter((row) => {
    const day = (row.get("line_item_usage_start_date") ?? "").slice(0, 10);
    return day >= from && day < to;
  });
}

function kindOf(row: Cells): string {
  const type = row.get("line_item_line_item_type") ?? "";
  const isCommitment = row.has("savings_plan_savings_plan_a_r_n") || row.has("reservation_reservation_a_r_n");
  if (/Usage$|FlatRate|Negation/.test(type)) return "usage";
  if (type === "SavingsPlanRecurringFee") return "recurring";
  if (type === "RIFee" || type === "SavingsPlanUpfrontFee" || (type === "Fee" && isCommitment))
    return "commitments";
  if (type.endsWith("Discount")) return "discounts";
  return { Fee: "fees", Tax: "tax", Credit: "credits", Refund: "refunds" }[type] ?? "unmeasured";
}

function byProduct(own: readonly Cells[]): ReadonlyMap<string, readonly Cells[]> {
  const products = new Map<string, Cells[]>();
  for (const row of own) {
    const held = products.get(productOf(row));
    if (held === undefined) products.set(productOf(row), [row]);
    else held.push(row);
  }
  return products;
}

function productOf(row: Cells): string {
  const isMarketplace = row.get("bill_billing_entity") === "AWS Marketplace";
  const code = row.get("line_item_product_code") ?? null;
  return JSON.stringify([
    row.get("line_item_usage_account_id") ?? null,
    isMarketplace ? (row.get("product_product_name") ?? code) : code,
    row.get("product_region_code") ?? row.get("product_region") ?? null,
    row.get("line_item_usage_type") ?? null,
    row.get("line_item_operation") ?? null,
  ]);
}

function optionOf(row: Cells): string {
  if (row.has("savings_plan_savings_plan_a_r_n")) return "SavingsPlan";
  if (row.has("reservation_reservation_a_r_n")) return "Reserved";
  return (row.get("line_item_usage_type") ?? "").includes("Spot") ? "Spot" : "OnDemand";
}

function unitOf(row: Cells): string {
  return row.get("pricing_unit") ?? "";
}

function costOf(own: readonly Cells[]): bigint {
  return own.reduce((all, row) => all + (parseScaled(row.get("line_item_unblended_cost") ?? "0") ?? 0n), 0n);
}

function quantityOf(row: Cells): bigint {
  if (row.get("line_item_line_item_type") === "SavingsPlanNegation") return 0n;
  return parseScaled(row.get("line_item_usage_amount") ?? "0") ?? 0n;
}

type Fraction = { readonly over: bigint; readonly under: bigint };
const ZERO: Fraction = { over: 0n, under: 1n };
const ONE: Fraction = { over: 1n, under: 1n };

function whole(value: bigint): Fraction {
  return { over: value, under: 1n };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return reduced({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
}

function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { over: -b.over, under: b.under });
}

function times(a: Fraction, b: Fraction): Fraction {
  return reduced({ over: a.over * b.over, under: a.under * b.under });
}

/** Kept within 60 digits behind the point: far more than is compared. */
function reduced({ over, under }: Fraction): Fraction {
  const unit = 10n ** 60n;
  return under > unit ? { over: (over * unit) / under, under: unit } : { over, under };
}
