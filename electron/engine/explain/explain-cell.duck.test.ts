import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitmentAccountFigure } from "#core/commitment/explain-account.ts";
import { commitmentFigure } from "#core/commitment/explain-commitment.ts";
import { fairShareFigure } from "#core/commitment/explain-fair-share.ts";
import * as rates from "#core/commitment/rates.ts";
import { groupCell, restCell, wholeCell } from "#core/cost/explain/cost-cell.ts";
import { COMMITMENT_ACCOUNT_MEASURES, COMMITMENT_SCOPES } from "#core/cost/explain/figure.ts";
import type { Explanation, ExplainedPart } from "#core/cost/explain/explanation.ts";
import type { ExplainNames } from "#core/cost/explain/filter-words.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { canonical, formatScaled, parseScaled, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { queryCommitments } from "../commitment/query-commitments.ts";
import { shareFairly } from "../commitment/share-fairly.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { importPaths } from "../ingest/import.ts";
import { lineItemPage } from "../line-items/page.ts";
import { rowsOf } from "../sample/oracle.test-support.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { explainCell } from "./explain-cell.ts";

type Cells = ReadonlyMap<string, string>;

const WORDS: ExplainNames = {
  metric: (metric) => metric,
  dimension: (dimension) => dimension,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: String,
};
const RANGE = { from: "2026-09-01", to: "2026-11-01" };
const FILTERS: readonly (readonly Filter[])[] = [
  [],
  [{ dimension: "service", mode: "include", values: ["AmazonEC2", "ComputeSavingsPlans"] }],
  [
    { dimension: "lineItemType", mode: "exclude", values: ["Tax", "Credit"] },
    { dimension: "region", mode: "include", values: ["eu-west-1", null] },
  ],
  [{ dimension: "tag:team", mode: "exclude", values: [null] }],
];

describe.each(["legacy", "cur2"] as const)(
  "numbers of the sample world as %s explain themselves",
  (format) => {
    let folder: string;
    let workspace: OpenWorkspace;
    let filesOf: ReadonlyMap<string, readonly Cells[]>;
    let metrics: readonly MetricId[];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "cloudspend-explain-"));
      const world = { ...closedOptions("2026-10", 2), rows: 3_000, hourlyMonths: 1 };
      const written = await writeSample({
        directory: join(folder, "files"),
        world,
        format,
        options: { parquet: false, rowsPerFile: 900 },
      });
      const files = written.files.filter((path) => path.endsWith(".csv.gz"));
      workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
      const paths = [join(folder, "files")];
      await importPaths({ ...workspace, paths, leaveOut: [], now: () => new Date(0) });
      const read = await Promise.all(files.map(async (file) => [file, await cellsOf(file)] as const));
      filesOf = new Map(read);
      const all = await Promise.all(METRIC_IDS.map((metric) => ask({ metric })));
      metrics = METRIC_IDS.filter((_, index) => all[index]?.lineItems !== 0);
    });
    afterAll(async () => {
      await workspace.database.close();
      await rm(folder, { recursive: true, force: true });
    });

    const questionOf = (query: Partial<CostQuery>): CostQuery => ({
      metric: "unblended",
      granularity: "total",
      range: RANGE,
      groupBy: [],
      filters: [],
      currency: null,
      top: null,
      ...query,
    });
    const ask = (query: Partial<CostQuery>) =>
      queryCosts(workspace.database, workspace.directory, questionOf(query));

    test("parts, deliveries and files sum to the number, whichever store answers", async () => {
      expect(metrics).toEqual(
        expect.arrayContaining(["unblended", "amortized", "netAmortized", "usageAmount"]),
      );
      for (const metric of metrics)
        for (const filters of FILTERS) {
          const question = questionOf({ metric, filters });
          const answer = await ask({ metric, filters });
          const stored = await explainCell(workspace, wholeCell(question), "store");
          const counted = await explainCell(workspace, wholeCell(question), "lineItems");
          expect(stored.answeredFrom).toBe(answer.answeredFrom);
          expect(counted.answeredFrom).toBe("lineItems");
          expect([stored.total, counted.total]).toEqual([answer.total, answer.total]);
          expect([stored.lineItems, counted.lineItems]).toEqual([answer.lineItems, answer.lineItems]);
          expect(counted.parts).toEqual(stored.parts);
          expect(counted.deliveries.map((one) => ({ ...one, files: null }))).toEqual(
            stored.deliveries.map((one) => ({ ...one, files: null })),
          );
          if (metric !== "usageAmount") expectSums(counted);
        }
    });

    test("what a formula says is what its line items cost, computed from the files", async () => {
      for (const metric of metrics) {
        const told = await explainCell(workspace, wholeCell(questionOf({ metric })), "lineItems");
        const parts = told.parts.filter(({ amount }) => amount !== null);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) {
          const rows = [...filesOf.values()].flat().filter((cells) => isOf(cells, part));
          expect([part.lineItemType, rows.length]).toEqual([part.lineItemType, part.lineItems]);
          const amount = rows.reduce((total, cells) => total + computed(part, cells), 0n);
          expect([metric, part.lineItemType, formatScaled(amount)]).toEqual([
            metric,
            part.lineItemType,
            part.amount,
          ]);
        }
      }
    });

    test("each file's sum is that of its own rows, and no file is missing", async () => {
      const told = await explainCell(workspace, wholeCell(questionOf({})), "lineItems");
      const sums = told.deliveries.flatMap(({ files }) => files ?? []);
      const expected = [...filesOf].map(([source, rows]) => {
        const own = rows.filter((cells) => !isSplit(cells));
        const amount = own.reduce((total, cells) => total + scaled(cells, "line_item_unblended_cost"), 0n);
        return [source, own.length, formatScaled(amount)];
      });
      const actual = sums.map(({ source, lineItems, amount }) => [source, lineItems, amount]);
      expect(actual.toSorted()).toEqual(expected.toSorted());
      for (const { sha256 } of sums) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    });

    test("groups, their buckets and the rest explain what the answer shows", async () => {
      const question = questionOf({
        metric: "amortized",
        granularity: "month",
        groupBy: ["service"],
        top: 3,
      });
      const answer = await ask(question);
      for (const group of answer.groups) {
        const whole = await explainCell(workspace, groupCell(question, group.key), "store");
        expect([whole.total, whole.lineItems]).toEqual([group.total, group.lineItems]);
        for (const [at, bucket] of answer.buckets.entries()) {
          const cell = await explainCell(workspace, groupCell(question, group.key, bucket), "store");
          expect(cell.total).toBe(group.values[at]);
        }
      }
      const keys = answer.groups.map(({ key }) => key);
      const rest = await explainCell(workspace, restCell(question, keys), "store");
      expect([rest.total, rest.lineItems]).toEqual([answer.other?.total, answer.other?.lineItems]);
    });

    test("the rest over two dimensions and a single hour are told from the line items' own values", async () => {
      const question = questionOf({ groupBy: ["service", "region"], top: 4 });
      const answer = await ask(question);
      const keys = answer.groups.map(({ key }) => key);
      for (const from of ["store", "lineItems"] as const) {
        const rest = await explainCell(workspace, restCell(question, keys), from);
        expect([from, rest.total, rest.lineItems]).toEqual([
          from,
          answer.other?.total,
          answer.other?.lineItems,
        ]);
      }
      const hourly = questionOf({ granularity: "hour", range: { from: "2026-10-06", to: "2026-10-07" } });
      const day = await ask(hourly);
      const bucket = day.buckets[13] ?? "";
      const hour = await explainCell(workspace, wholeCell(hourly, bucket), "store");
      expect([hour.answeredFrom, hour.total]).toEqual(["lineItems", day.values[13]]);
    });

    test("line items behind a number are those the list shows", async () => {
      const question = questionOf({ groupBy: ["service"], top: 2 });
      const cell = groupCell(question, ["AmazonEC2"]);
      const told = await explainCell(workspace, cell, "store");
      const page = await lineItemPage(workspace.database, workspace.directory, {
        range: cell.range,
        filters: cell.filters,
        columns: ["line_item_line_item_type"],
        sort: null,
        offset: 0,
        limit: 1,
      });
      expect(page.totals).toEqual({ USD: told.total });
    });

    test("virtual tags explain the groups they make, from each store, as the files give them", async () => {
      const storage: Filter = { dimension: "service", mode: "include", values: ["AmazonS3"] };
      const abroad: Filter = { dimension: "region", mode: "exclude", values: ["eu-west-1"] };
      const profiles: readonly TagProfile[] = [
        {
          id: "1",
          name: "Estate",
          source: null,
          rules: [
            { id: "1", value: "Storage abroad", filters: [storage, abroad] },
            { id: "2", value: "Storage", filters: [storage] },
          ],
        },
        {
          id: "2",
          name: "Team",
          source: "tag:team",
          rules: [{ id: "1", value: "stores", filters: [storage] }],
        },
      ];
      const stores = [
        ["profile:Estate", "daily"],
        ["profile:Team", "lineItems"],
      ] as const;
      for (const [ref, store] of stores) {
        const question = questionOf({ groupBy: [ref], top: 2, profiles });
        const answer = await ask(question);
        expect(answer.groups).toHaveLength(2);
        for (const { key, total, lineItems } of answer.groups) {
          const cell = { ...groupCell(question, key), profiles };
          const stored = await explainCell(workspace, cell, "store");
          const counted = await explainCell(workspace, cell, "lineItems");
          expect([stored.answeredFrom, stored.total, stored.lineItems]).toEqual([store, total, lineItems]);
          expect([counted.total, counted.lineItems]).toEqual([total, lineItems]);
          expectSums(counted);
        }
      }
      const estate = { dimension: "profile:Estate", mode: "include", values: ["Storage"] } as const;
      const at = { ...wholeCell(questionOf({ filters: [estate] })), profiles };
      const expected = [...filesOf.values()]
        .flat()
        .filter(
          (cells) =>
            !isSplit(cells) &&
            cells.get("line_item_product_code") === "AmazonS3" &&
            regionOf(cells) === "eu-west-1",
        )
        .reduce((total, cells) => total + scaled(cells, "line_item_unblended_cost"), 0n);
      expect((await explainCell(workspace, at, "lineItems")).total).toBe(formatScaled(expected));
    });

    test("what a figure of commitments is worked out from is what its line items cost", async () => {
      const query = { range: RANGE, granularity: "total", currency: null, arn: null } as const;
      const answer = await queryCommitments(workspace.database, workspace.directory, query);
      const arns = answer.commitments.flatMap(({ arn, kind, amounts }) =>
        amounts === null
          ? []
          : [{ arn, scope: kind === "savingsPlan" ? "savingsPlans" : "reservations" } as const],
      );
      expect(arns.length).toBeGreaterThan(1);
      const all = COMMITMENT_SCOPES.map((scope) => ({ scope, arn: null }));
      for (const of of [...all, ...arns]) {
        const question = {
          kind: "commitment",
          measure: "netSavings",
          hour: null,
          range: RANGE,
          currency: null,
          ...of,
        } as const;
        const figure = commitmentFigure(question, answer, []);
        expect(figure?.terms.map(({ symbol }) => symbol)).toEqual(["C", "N", "L"]);
        for (const { value, of: cell, name } of figure?.terms ?? []) {
          if (cell === undefined) throw new Error(`${name} is no costs`);
          const told = await explainCell(workspace, cell, "store");
          expect([of, name, told.total]).toEqual([of, name, value.kind === "money" ? value.amount : null]);
        }
      }
    });

    test("an hour of a Savings Plan is what the line items of that hour cost", async () => {
      const day = { from: "2026-10-14", to: "2026-10-15" };
      const asked = { range: day, granularity: "hour", currency: null } as const;
      const all = await queryCommitments(workspace.database, workspace.directory, { ...asked, arn: null });
      const plans = all.commitments.filter(({ kind, amounts }) => kind === "savingsPlan" && amounts !== null);
      expect(plans.length).toBeGreaterThan(0);
      let told = 0;
      for (const { arn } of plans) {
        const answer = await queryCommitments(workspace.database, workspace.directory, { ...asked, arn });
        for (const hour of answer.buckets.slice(8, 11)) {
          const question = {
            kind: "commitment",
            measure: "netSavings",
            scope: "savingsPlans",
            arn,
            hour,
            range: day,
            currency: null,
          } as const;
          const figure = commitmentFigure(question, answer, []);
          const at = answer.buckets.indexOf(hour);
          expect(figure?.value).toEqual({
            kind: "money",
            amount: rates.netSavings(answer.all.values[at] ?? answer.all.total),
          });
          for (const { value, of: cell } of figure?.terms ?? []) {
            if (cell === undefined || value.kind !== "money") throw new Error("no costs");
            expect(cell.hour).toBe(hour);
            const counted = await explainCell(workspace, cell, "lineItems");
            expect(counted.total ?? "0.0000000000").toBe(value.amount);
            told += counted.lineItems;
          }
        }
      }
      expect(told).toBeGreaterThan(0);
    });

    test("owners and users of commitments, and shares of all accounts, are what their line items cost", async () => {
      const query = { range: RANGE, granularity: "total", currency: null, arn: null } as const;
      const answer = await queryCommitments(workspace.database, workspace.directory, query);
      const fair = await shareFairly(workspace.database, workspace.directory, {
        range: RANGE,
        currency: null,
      });
      const accounts = fair.accounts.map(({ account }) => account);
      const within = { range: RANGE, currency: null } as const;
      const figures = accounts.flatMap((account) => [
        ...COMMITMENT_ACCOUNT_MEASURES.map((measure) =>
          commitmentAccountFigure(
            { kind: "commitmentAccount", measure, account, arn: null, ...within },
            answer,
            WORDS,
          ),
        ),
        ...(["eligible", "billed", "billedTotal", "fairTotal"] as const).map((measure) =>
          fairShareFigure({ kind: "fairShare", measure, of: { account }, ...within }, fair, WORDS),
        ),
      ]);
      const told = figures.filter((figure) => figure !== null);
      expect(told.filter(({ question }) => question.kind === "commitmentAccount").length).toBeGreaterThan(4);
      for (const { question, name, value, terms, base } of told) {
        if (question.kind === "commitmentAccount") {
          const whole = await explainCell(workspace, base?.cell ?? wholeCell(questionOf({})), "store");
          expect([name, question.account, { kind: "money", amount: whole.total }]).toEqual([
            name,
            question.account,
            value,
          ]);
        }
        for (const { value: term, of: cell, symbol } of terms) {
          if (cell === undefined || term.kind !== "money") continue;
          const part = await explainCell(workspace, cell, "store");
          expect([name, symbol, part.total ?? "0.0000000000"]).toEqual([name, symbol, term.amount]);
        }
      }
    });

    test("only reasons that apply are given", async () => {
      const ids = async (query: Partial<CostQuery>) => {
        const told = await explainCell(workspace, wholeCell(questionOf(query)), "store");
        return told.differences.map(({ id }) => id);
      };
      const tax: Filter = { dimension: "lineItemType", mode: "include", values: ["Tax"] };
      expect(await ids({ filters: [tax] })).toEqual(["taxService"]);
      const usage: Filter = { dimension: "lineItemType", mode: "include", values: ["Usage"] };
      expect(await ids({ filters: [usage] })).toEqual([]);
      expect(await ids({ filters: [usage], range: { from: "2026-10-03", to: "2026-10-04" } })).toEqual([
        "utcDays",
      ]);
      const covered: Filter = {
        dimension: "lineItemType",
        mode: "include",
        values: ["SavingsPlanCoveredUsage"],
      };
      expect(await ids({ filters: [covered] })).toEqual(["coveredWithoutNegation"]);
      expect(await ids({ filters: [covered], metric: "amortized" })).toEqual(["otherMetric"]);
      expect(await ids({ filters: [usage], metric: "onDemandEquivalent" })).toEqual(["noSuchMetric"]);
    });
  },
);

test("FOCUS files of several parts explain every metric they have", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cloudspend-explain-"));
  const workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
  try {
    const world = { ...closedOptions("2026-10", 1), rows: 1_500 };
    const written = await writeSample({
      directory: join(folder, "files"),
      world,
      format: "focus",
      options: { parquet: false, rowsPerFile: 600 },
    });
    await importPaths({ ...workspace, paths: [join(folder, "files")], leaveOut: [], now: () => new Date(0) });
    const range = { from: "2026-10-01", to: "2026-11-01" };
    const { metrics } = written.totals.overall;
    const columns = [
      ["unblended", "billedCost"],
      ["netUnblended", "billedCost"],
      ["amortized", "effectiveCost"],
      ["netAmortized", "effectiveCost"],
    ] as const;
    for (const [metric, column] of columns) {
      const cell = wholeCell({ metric, range, filters: [], currency: null });
      const told = await explainCell(workspace, cell, "lineItems");
      expect(told.total).toBe((await explainCell(workspace, cell, "store")).total);
      expect(told.total).toBe(canonical(metrics[column] ?? ""));
      expectSums(told);
      expect(new Set(told.parts.map(({ family }) => family))).toEqual(new Set(["focus"]));
      expect(told.deliveries[0]?.files?.length).toBeGreaterThan(1);
    }
    const cell = wholeCell({ metric: "unblended", range, filters: [], currency: null });
    const { differences } = await explainCell(workspace, cell, "store");
    expect(differences.map(({ id }) => id)).toContain("netOfDiscounts");
  } finally {
    await workspace.database.close();
    await rm(folder, { recursive: true, force: true });
  }
});

function expectSums({ total, parts, deliveries }: Explanation): void {
  const summed = (amounts: readonly (string | null)[]) => sum(amounts.map((amount) => amount ?? "0.0"));
  expect(summed(parts.map(({ amount }) => amount))).toBe(total);
  expect(summed(deliveries.map(({ amount }) => amount))).toBe(total);
  for (const { amount, files } of deliveries)
    expect(summed((files ?? []).map((file) => file.amount))).toBe(amount);
}

async function cellsOf(file: string): Promise<readonly Cells[]> {
  const rows: Cells[] = [];
  for await (const cells of rowsOf(file)) rows.push(cells);
  return rows;
}

function isOf(cells: Cells, { lineItemType, unit }: ExplainedPart): boolean {
  if (isSplit(cells) || cells.get("line_item_line_item_type") !== lineItemType) return false;
  return unit === null || cells.get("pricing_unit") === unit;
}

/** As AWS names it in either version of the report. */
function regionOf(cells: Cells): string | undefined {
  return cells.get("product_region_code") || cells.get("product_region");
}

function isSplit(cells: Cells): boolean {
  return ["EKSPod-EC2", "ECSTask-EC2"].includes(cells.get("line_item_operation") ?? "");
}

function scaled(cells: Cells, column: string): bigint {
  return parseScaled(cells.get(column) ?? "0") ?? 0n;
}

/** Reads the symbols as a person would, with nothing but the columns they stand for. */
function computed({ formula: { symbols, where } }: ExplainedPart, cells: Cells): bigint {
  const columnOf = (symbol: string): string => {
    const found = where.find((one) => one.symbol === symbol);
    if (found === undefined) throw new Error(`${symbol} stands for nothing in ${symbols}`);
    return found.column;
  };
  const of = (symbol: string): bigint => scaled(cells, columnOf(symbol));
  const has = (symbol: string): boolean => cells.has(columnOf(symbol));
  const condition = /^(0|pub) if ([^,]+), else (.+)$/.exec(symbols);
  if (condition !== null) {
    const [, then = "", test = "", other = ""] = condition;
    const formula = { symbols: other.replace(/^\((.*)\)$/, "$1"), words: "", where };
    if (!isTrue(test, of, has, () => cells.get(columnOf("R")) ?? ""))
      return computed(partWith(formula), cells);
    return then === "0" ? 0n : of(then);
  }
  if (symbols === "0") return 0n;
  if (symbols === "(N₁ + N₂) × (K − U) ÷ K") {
    const [net, unused, total] = [of("N₁") + of("N₂"), of("K") - of("U"), of("K")].map(
      (each) => each / 10n ** 8n,
    );
    return total === undefined || total === 0n ? 0n : (((net ?? 0n) * (unused ?? 0n)) / total) * 10n ** 8n;
  }
  const fallback = /^(\S+), else (\S+)$/.exec(symbols);
  if (fallback !== null) return of(fallback[has(fallback[1] ?? "") ? 1 : 2] ?? "");
  const sum = /^(\S+) ([+−]) (\S+)$/.exec(symbols);
  if (sum !== null) return of(sum[1] ?? "") + (sum[2] === "+" ? of(sum[3] ?? "") : -of(sum[3] ?? ""));
  return of(symbols);
}

function partWith(formula: ExplainedPart["formula"]): ExplainedPart {
  return {
    family: "cur",
    lineItemType: null,
    unit: null,
    lineItems: 0,
    unblended: null,
    amount: null,
    formula,
  };
}

function isTrue(
  test: string,
  of: (symbol: string) => bigint,
  has: (symbol: string) => boolean,
  description: () => string,
): boolean {
  if (test === "pub > 0") return of("pub") > 0n;
  if (test === "RI") return has("RI");
  if (test === "R") return description().startsWith("Refund for one-time fee for Savings Plan");
  throw new Error(`nobody knows when ${test}`);
}
