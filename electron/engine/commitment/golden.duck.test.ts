import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rangeOfBucket } from "#core/cost/explain/cost-cell.ts";
import type { CommitmentAmounts } from "#core/commitment/commitment.ts";
import { groupBy } from "#core/collection/group-by.ts";
import { fairShareFigure } from "#core/commitment/explain-fair-share.ts";
import type { ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import * as rates from "#core/commitment/rates.ts";
import { canonical, formatScaled, scaledOf } from "#core/money/decimal.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { lineItemPage } from "../line-items/page.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { type Item, itemsOf, total } from "./oracle.test-support.ts";
import { queryCommitments } from "./query-commitments.ts";
import { shareFairly } from "./share-fairly.ts";
import { simulatePlan } from "./simulate-plan.ts";

const RANGE = { from: "2026-09-01", to: "2026-11-01" };

describe.each(["legacy", "cur2", "focus"] as const)("commitments of the sample world as %s", (format) => {
  let folder: string;
  let database: Database;
  let directory: string;
  let items: readonly Item[];
  let totals: SampleTotals;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-commitments-"));
    const world = { ...closedOptions("2026-10", 2), rows: 6_000, hourlyMonths: 1 };
    const written = await writeSample({ directory: join(folder, "files"), world, format });
    totals = written.totals;
    items = await itemsOf(
      written.files.filter((file) => file.endsWith(".csv.gz")),
      format,
    );
    ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
    const paths = [join(folder, "files")];
    const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
    if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (granularity: "total" | "month" | "day" = "total", arn: string | null = null) =>
    queryCommitments(database, directory, { range: RANGE, granularity, currency: null, arn });
  const of = (kind: Item["kind"], role: Item["role"]) =>
    items.filter((item) => item.kind === kind && item.role === role);
  const sum = (list: readonly Item[], pick: (item: Item) => bigint) => formatScaled(total(list, pick));

  test("the files hold commitments and usage on demand", () => {
    expect(of("savingsPlan", "covered").length).toBeGreaterThan(100);
    expect(of("reservation", "covered").length).toBeGreaterThan(20);
    expect(of(null, "onDemand").length).toBeGreaterThan(100);
  });

  test("amounts of Savings Plans are those of the files", async () => {
    const { savingsPlans } = await ask();
    const held = new Set(of("savingsPlan", "covered").map(({ program }) => program));
    const [covered, fees] = [of("savingsPlan", "covered"), of("savingsPlan", "fee")];
    expect(savingsPlans.total).toMatchObject({
      coveredList: sum(covered, ({ list }) => list),
      coveredCost: sum(covered, ({ cost }) => cost),
      unused: sum(fees, ({ cost }) => cost),
      committed: sum([...covered, ...fees], ({ committed }) => committed),
      used: sum([...covered, ...fees], ({ used }) => used),
      onDemand: sum(
        of(null, "onDemand").filter(({ planType }) => planType === "Compute" || held.has(planType)),
        ({ list }) => list,
      ),
    });
    expect(rates.planUtilisation(savingsPlans.total)).toBeGreaterThan(0);
  });

  test("amounts of reservations are those of the files", async () => {
    const { reservations } = await ask();
    const [covered, fees] = [of("reservation", "covered"), of("reservation", "fee")];
    expect(reservations.total).toMatchObject({
      coveredList: sum(covered, ({ list }) => list),
      coveredCost: sum(covered, ({ cost }) => cost),
      unused: sum(fees, ({ cost }) => cost),
      onDemand: sum(
        of(null, "onDemand").filter(({ isReservable }) => isReservable),
        ({ list }) => list,
      ),
    });
    if (format === "focus") {
      expect(rates.reservedUtilisation(reservations.total)).toBeNull();
      return;
    }
    expect(reservations.total).toMatchObject({
      reservedUnits: sum(fees, ({ reserved }) => reserved),
      unusedUnits: sum(fees, ({ unusedUnits }) => unusedUnits),
      coveredUnits: sum(covered, ({ units }) => units),
      runningUnits: sum(items, ({ units }) => units),
    });
  });

  test("the effective savings rate is what the formula of costs says, and what coverage, utilisation and discount say", async () => {
    const { all } = await ask();
    const covered = items.filter(({ role }) => role === "covered");
    const unused = total(items, ({ role, cost }) => (role === "fee" ? cost : 0n));
    const open = total(items, ({ role, list }) => (role === "onDemand" ? list : 0n));
    const list = total(covered, (item) => item.list);
    const cost = total(covered, (item) => item.cost);
    const expected = 1 - Number(cost + unused + open) / Number(list + open);
    expect(rates.effectiveSavingsRate(all.total)).toBeCloseTo(expected, 10);
    expect(rates.netSavings(all.total)).toBe(formatScaled(list - cost - unused));
    const [c, u, d] = [
      rates.spendCoverage(all.total) ?? 0,
      rates.costUtilisation(all.total) ?? 0,
      rates.discountRate(all.total) ?? 0,
    ];
    expect(rates.effectiveSavingsRate(all.total)).toBeCloseTo(c * (1 - (1 - d) / u), 10);
  });

  test("every ARN has its unused cost, its owner and its consumers", async () => {
    const { commitments } = await ask();
    const arns = new Set(items.flatMap(({ kind, arn }) => (kind === null ? [] : [arn])));
    expect(new Set(commitments.map(({ arn }) => arn))).toEqual(arns);
    for (const { arn, amounts, owner, consumers } of commitments) {
      const own = items.filter((item) => item.arn === arn && item.kind !== null);
      expect(amounts?.unused).toBe(
        sum(
          own.filter(({ role }) => role === "fee"),
          ({ cost }) => cost,
        ),
      );
      expect(arn).toContain(`:${owner}:`);
      const used = own.filter(({ role }) => role === "covered");
      expect(new Set(consumers.map(({ account }) => account))).toEqual(
        new Set(used.map(({ account }) => account)),
      );
      for (const { account, cost } of consumers)
        expect(cost).toBe(
          sum(
            used.filter((item) => item.account === account),
            (item) => item.cost,
          ),
        );
    }
  });

  test("asked for by month, each is told month by month, and its users too; the months are the whole", async () => {
    const asked = { range: RANGE, granularity: "total", currency: null, arn: null } as const;
    const { commitments } = await queryCommitments(database, directory, { ...asked, byMonth: true });
    const plain = await ask();
    expect(plain.commitments.every(({ months }) => months.length === 0)).toBe(true);
    expect(commitments.map(({ amounts }) => amounts)).toEqual(
      plain.commitments.map(({ amounts }) => amounts),
    );
    for (const { arn, amounts, months, consumers } of commitments) {
      for (const name of ["coveredList", "coveredCost", "unused"] as const)
        expect(
          totalOf(
            months.map((one) => one.amounts),
            name,
          ),
        ).toBe(amounts?.[name]);
      const used = items.filter((item) => item.arn === arn && item.role === "covered" && item.kind !== null);
      for (const { month, amounts: told } of months)
        expect([month, told.coveredCost]).toEqual([
          month,
          sum(
            used.filter(({ start }) => start.startsWith(month)),
            ({ cost }) => cost,
          ),
        ]);
      for (const { account, months: taken } of consumers)
        expect(taken.map(({ month, cost }) => [month, cost])).toEqual(
          [...groupBy(used, ({ start }) => start.slice(0, 7))]
            .map(([month, own]) => [month, own.filter((item) => item.account === account)] as const)
            .filter(([, own]) => own.length > 0)
            .map(([month, own]) => [month, sum(own, ({ cost }) => cost)])
            .toSorted(),
        );
    }
  });

  test("a part of a month takes its days of a monthly fee, and its months are the whole too", async () => {
    const range = { from: "2026-09-11", to: "2026-10-06" };
    const { commitments } = await queryCommitments(database, directory, {
      range,
      granularity: "day",
      currency: null,
      arn: null,
      byMonth: true,
    });
    expect(commitments.some(({ months }) => months.length === 2)).toBe(true);
    for (const { amounts, months } of commitments.filter((one) => one.amounts !== null)) {
      for (const name of ["coveredCost", "unused"] as const)
        expect(
          totalOf(
            months.map((one) => one.amounts),
            name,
          ),
        ).toBe(amounts?.[name]);
    }
  });

  test("the commitment of an hour is that of the files, where they tell it", async () => {
    const { commitments } = await ask();
    for (const { arn, kind, hourly } of commitments) {
      const fees = items.filter((item) => item.arn === arn && item.role === "fee");
      const hours = fees.reduce((all, item) => all + item.hours, 0);
      const committed = total(fees, (item) => item.committed);
      const isTold = format !== "focus" && kind === "savingsPlan" && hours > 0;
      expect(hourly).toEqual(
        isTold
          ? { amount: formatScaled(committed / BigInt(hours)), committed: formatScaled(committed), hours }
          : null,
      );
    }
  });

  test("contracts end when the files say, where they do", async () => {
    const { commitments, limits } = await ask();
    const ends = commitments.map(({ end }) => end);
    if (format === "focus") {
      expect(new Set(ends)).toEqual(new Set([null]));
      expect(limits).toContain("terms");
    } else for (const end of ends) expect(end).toMatch(/^20\d\d-\d\d-\d\dT/);
  });

  test("days, months and hours sum to the total, whatever a fee is spread over", async () => {
    const whole = (await ask()).all.total;
    for (const granularity of ["day", "month"] as const) {
      const { all } = await ask(granularity);
      for (const name of ["coveredList", "coveredCost", "unused", "onDemand"] as const)
        expect([name, totalOf(all.values, name)]).toEqual([name, whole[name]]);
    }
    const week = { from: "2026-10-05", to: "2026-10-12" };
    const [byDay, byHour] = await Promise.all(
      (["day", "hour"] as const).map((granularity) =>
        queryCommitments(database, directory, { range: week, granularity, currency: null, arn: null }),
      ),
    );
    expect(byHour?.buckets).toHaveLength(168);
    for (const name of ["coveredList", "coveredCost", "onDemand"] as const)
      expect(byHour?.all.total[name]).toBe(byDay?.all.total[name]);
  });

  test("a day of one commitment asked alone is what it is among its days, so that it explains itself", async () => {
    const { commitments } = await ask();
    for (const kind of ["savingsPlan", "reservation"]) {
      const arn = commitments.find((one) => one.kind === kind)?.arn ?? "";
      const days = await ask("day", arn);
      const known = days.buckets.flatMap((day, at) => (days.all.values[at] == null ? [] : [{ day, at }]));
      for (const { day, at } of [known[0], known.at(-1)].filter((one) => one !== undefined)) {
        const range = rangeOfBucket(RANGE, day);
        const asked = { range, granularity: "total", currency: null, arn } as const;
        const alone = await queryCommitments(database, directory, asked);
        const money = (amounts: CommitmentAmounts | null | undefined) =>
          amounts && [amounts.coveredCost, amounts.coveredList, amounts.unused];
        const shown = money(days.all.values[at]);
        expect([kind, day, money(alone.commitments[0]?.amounts)]).toEqual([kind, day, shown]);
      }
    }
  });

  test("a reservation's unused cost lies on all the days it covers, not on the first", async () => {
    const [fee] = of("reservation", "fee").filter(
      ({ cost, start }) => cost > 0n && start.startsWith("2026-10"),
    );
    if (fee === undefined) throw new Error("no reservation left anything unused");
    const { all, buckets } = await ask("day", fee.arn);
    const unused = buckets.flatMap((bucket, index) =>
      bucket.startsWith("2026-10") ? [scaledOf(all.values[index]?.unused ?? "0.0")] : [],
    );
    expect(unused).toHaveLength(31);
    expect(unused.reduce((a, b) => a + b, 0n)).toBe(
      total(
        of("reservation", "fee").filter(({ arn, start }) => arn === fee.arn && start.startsWith("2026-10")),
        ({ cost }) => cost,
      ),
    );
    for (const day of unused) expect(Number(day - (unused[0] ?? 0n))).toBeLessThanOrEqual(1);
  });

  test("an ARN leads to its line items", async () => {
    const [commitment] = (await ask()).commitments;
    const page = await lineItemPage(database, directory, {
      range: RANGE,
      filters: [{ dimension: "commitment", mode: "include", values: [commitment?.arn ?? ""] }],
      columns: [format === "focus" ? "charge_category" : "line_item_line_item_type"],
      sort: null,
      offset: 0,
      limit: 2_000,
    });
    const known = items.filter(({ arn, kind }) => kind !== null && arn === commitment?.arn).length;
    expect(page.totalRows).toBeGreaterThanOrEqual(known);
    expect(known).toBeGreaterThan(0);
  });

  test.each([false, true])(
    "the simulator finds what trying every commitment finds (covered usage: %s)",
    async (includesCovered) => {
      const answer = await simulatePlan(database, directory, {
        range: RANGE,
        currency: null,
        planType: "Compute",
        scope: null,
        includesCovered,
        commitment: null,
        discount: null,
        dropPercent: 10,
      });
      const own = of("savingsPlan", "covered").filter(({ program }) => program === "Compute");
      const [list, cost] = [total(own, (item) => item.list), total(own, (item) => item.cost)];
      const hours = hourly(
        items.filter(
          ({ role, kind, isCompute }) =>
            isCompute &&
            (role === "onDemand" || (includesCovered && role === "covered" && kind === "savingsPlan")),
        ),
      );
      expect(answer.hours).toBe(61 * 24);
      expect(answer.discount).toMatchObject({
        source: "lineItems",
        list: formatScaled(list),
        cost: formatScaled(cost),
      });
      const savingAt = (reach: number): number =>
        hours.reduce((saved, x) => saved + Math.min(x, reach), 0) -
        reach * (Number(cost) / Number(list)) * hours.length;
      const best = hours.reduce((most, x) => (savingAt(x) > savingAt(most) ? x : most), 0);
      expect(Number(answer.best?.commitment)).toBeCloseTo(best * (Number(cost) / Number(list)), 6);
      expect(Number(answer.best?.saving)).toBeCloseTo(savingAt(best), 4);
      const dropped = hours.map((x) => x * 0.9);
      const kept = dropped.reduce((saved, x) => saved + Math.min(x, best), 0);
      expect(Number(answer.best?.savingAfterDrop)).toBeCloseTo(
        kept - best * (Number(cost) / Number(list)) * hours.length,
        4,
      );
      for (const { saving } of answer.curve)
        expect(Number(saving)).toBeLessThanOrEqual(savingAt(best) + 1e-6);
    },
  );

  test("a fair share is one rate for all usage of a pool and sums to the amortized bill", async () => {
    const answer = await shareFairly(database, directory, { range: RANGE, currency: null });
    const metric = format === "focus" ? "effectiveCost" : "amortized";
    expect(answer.isKnown).toBe(true);
    expect(answer.total.fairTotal).toBe(canonical(totals.overall.metrics[metric] ?? ""));
    expect(answer.total.billedTotal).toBe(answer.total.fairTotal);
    const byAccount = Object.entries(totals.byAccount).map(([id, sums]) => [
      id,
      canonical(sums.metrics[metric] ?? ""),
    ]);
    expect(
      Object.fromEntries(answer.accounts.map(({ account, billedTotal }) => [account, billedTotal])),
    ).toEqual(Object.fromEntries(byAccount));
    const expected = fairByAccount(items);
    for (const row of [...answer.accounts, null]) {
      const of = row === null ? null : { account: row.account };
      const question = { kind: "fairShare", measure: "fair", of, range: RANGE, currency: null } as const;
      const figure = fairShareFigure(question, answer, NAMES);
      expect(figure?.value).toEqual({ kind: "money", amount: (row ?? answer.total).fair });
      expect(workedOut(figure)).toBeCloseTo(Number((row ?? answer.total).fair), 6);
    }
    for (const { account, fair } of answer.accounts)
      expect(Number(fair)).toBeCloseTo((expected.get(account ?? "") ?? 0) / 1e18, 6);
  });
});

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (dimension) => dimension,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: String,
};

/** `E₁ × P₁ ÷ L₁ + E₂ × P₂ ÷ L₂ + K` as a person would work it out from the terms. */
function workedOut(figure: ExplainedFigure | null): number {
  const of = (symbol: string): number => {
    const value = figure?.terms.find((term) => term.symbol === symbol)?.value;
    return value?.kind === "money" ? Number(value.amount) : Number.NaN;
  };
  return (figure?.formula.symbols ?? "")
    .split(" + ")
    .map((part) => {
      const [first = "", times, by] = part.split(/ [×÷] /);
      return times === undefined || by === undefined ? of(first) : (of(first) * of(times)) / of(by);
    })
    .reduce((sum, part) => sum + part, 0);
}

function totalOf(
  values: readonly (CommitmentAmounts | null)[],
  name: "coveredList" | "coveredCost" | "unused" | "onDemand",
) {
  return formatScaled(values.reduce((sum, amounts) => sum + scaledOf(amounts?.[name] ?? "0.0"), 0n));
}

/** Usage of each hour of September and October in money; days spread evenly. */
function hourly(items: readonly Item[]): readonly number[] {
  const hours = Array.from({ length: 61 * 24 }, () => 0);
  const origin = Date.parse("2026-09-01T00:00:00Z");
  for (const { start, hours: width, list } of items) {
    const first = Math.floor((Date.parse(start) - origin) / 3_600_000);
    for (let hour = first; hour < first + width; hour += 1)
      hours[hour] = (hours[hour] ?? 0) + Number(list) / 1e18 / width;
  }
  return hours;
}

/** Every pool's whole cost by the accounts' shares of its on-demand value; unused cost goes where the commitment was used. */
function fairByAccount(items: readonly Item[]): ReadonlyMap<string, number> {
  const pools = new Map<string, { cost: number; readonly lists: Map<string, number> }>();
  const poolOf = (name: string) => {
    const pool = pools.get(name) ?? { cost: 0, lists: new Map<string, number>() };
    pools.set(name, pool);
    return pool;
  };
  for (const { role, pool, account, list, cost } of items) {
    if (role === "fee") continue;
    const held = poolOf(pool);
    held.cost += Number(cost);
    held.lists.set(account, (held.lists.get(account) ?? 0) + Number(list));
  }
  const coveredBy = groupBy(
    items.filter(({ role }) => role === "covered"),
    ({ arn }) => arn,
  );
  const fees = groupBy(
    items.filter(({ role }) => role === "fee"),
    ({ arn }) => arn,
  );
  for (const [arn, own] of fees) {
    const cost = Number(total(own, (item) => item.cost));
    const covered = coveredBy.get(arn) ?? [];
    const whole = Number(total(covered, ({ list }) => list));
    for (const { pool, list } of covered) poolOf(pool).cost += (cost * Number(list)) / whole;
  }
  const fair = new Map<string, number>();
  for (const { cost, lists } of pools.values()) {
    const whole = [...lists.values()].reduce((a, b) => a + b, 0);
    for (const [account, list] of lists)
      fair.set(account, (fair.get(account) ?? 0) + (whole === 0 ? cost / lists.size : (cost * list) / whole));
  }
  return fair;
}
