import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerCell } from "#core/container/container-cell.ts";
import { type ContainerPart, placeOfNode } from "#core/container/container-scope.ts";
import type { ContainerNode, ContainerQuery } from "#core/container/container.ts";
import { filtersOfContainers, filtersOfPods } from "#core/container/drill.ts";
import { formatScaled, parseScaled, scaledOf, sum } from "#core/money/decimal.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { splitLedger, type SplitLedger } from "#core/sample/split-ledger.ts";
import { closedOptions, createWorld, type WorldOptions } from "#core/sample/world.ts";
import { explainCell } from "../explain/explain-cell.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { importPaths } from "../ingest/import.ts";
import { lineItemPage } from "../line-items/page.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { queryContainers, queryWorkload } from "./query-containers.ts";

const MONTHS = ["2026-05", "2026-06"];
const RANGE = { from: "2026-05-01", to: "2026-07-01" };
const JUNE = { from: "2026-06-01", to: "2026-07-01" };
const MAY = { from: "2026-05-01", to: "2026-06-01" };
const WORLD: WorldOptions = { ...closedOptions("2026-06", 2), rows: 12_000, splitCosts: true };

let folder: string;
let workspace: OpenWorkspace;
let ledger: SplitLedger;
let files: readonly string[];

async function imported(format: SampleFormat, world: WorldOptions) {
  const directory = join(folder, `${format}-${world.splitCosts === true ? "split" : "plain"}`);
  const written = await writeSample({ directory, world, format });
  const opened = await openWorkspace(`${directory}-workspace`, new Date(0));
  const report = await importPaths({ ...opened, paths: [directory], leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  return { opened, files: written.files };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-containers-"));
  ledger = splitLedger(createWorld(WORLD));
  ({ opened: workspace, files } = await imported("legacy", WORLD));
}, 120_000);

afterAll(async () => {
  await workspace.database.close();
  await rm(folder, { recursive: true, force: true });
});

function asked(more: Partial<ContainerQuery> = {}): ContainerQuery {
  return { metric: "amortized", range: JUNE, before: MAY, filters: [], currency: null, ...more };
}

const leaves = (nodes: readonly ContainerNode[]): readonly ContainerNode[] =>
  nodes.filter(({ kind }) => kind === "workload");
const onInstances = (nodes: readonly ContainerNode[]): readonly ContainerNode[] =>
  leaves(nodes).filter(({ split }) => scaledOf(split) !== 0n);

describe("what containers cost", () => {
  test("every workload has the cost that the ledger made it from, in all three ways to count", async () => {
    for (const [metric, split, unused] of [
      ["amortized", "split", "unused"],
      ["netAmortized", "netSplit", "netUnused"],
      ["onDemandEquivalent", "publicSplit", "publicUnused"],
    ] as const) {
      const { nodes } = await queryContainers(workspace, asked({ metric }));
      const found = onInstances(nodes).map((node) => ({
        key: [node.platform, node.cluster, node.namespace, node.workload, node.account].join("|"),
        split: node.split,
        unused: node.unused,
      }));
      const expected = ledger.workloads.flatMap((record) => {
        const sums = record.byPeriod["2026-06"];
        const key = [record.platform, record.cluster, record.namespace, record.workload, record.account].join(
          "|",
        );
        return sums === undefined ? [] : [{ key, split: sums[split], unused: sums[unused] }];
      });
      const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
      expect(expected.length).toBeGreaterThan(5);
      expect(found.toSorted(byKey)).toEqual(expected.toSorted(byKey));
    }
  });

  test("containers take the place of their instances, and with all else they are the bill", async () => {
    const { reconciliation, total } = await queryContainers(workspace, asked({ range: RANGE, before: null }));
    expect(reconciliation.map(({ billingPeriod }) => billingPeriod)).toEqual(MONTHS);
    for (const month of reconciliation) {
      expect(month.instances).toBe(sum(Object.values(ledger.instances[month.billingPeriod] ?? {})));
      expect(sum([month.split, month.unused])).toBe(month.instances);
      expect(month).toMatchObject({
        difference: "0.0000000000",
        leftOver: "0.0000000000",
        hoursApart: 0,
        hoursMissing: 0,
      });
      expect(month.hours).toBeGreaterThan(30);
      expect(sum([month.split, month.unused, month.fargate, month.whole, month.rest])).toBe(month.bill);
      expect(scaledOf(month.whole)).toBeGreaterThan(0n);
      expect(scaledOf(month.fargate)).toBeGreaterThan(0n);
      const bill = await queryCosts(workspace.database, workspace.directory, {
        metric: "amortized",
        granularity: "total",
        range: {
          from: `${month.billingPeriod}-01`,
          to: month.billingPeriod === "2026-05" ? MAY.to : JUNE.to,
        },
        groupBy: [],
        filters: [],
        currency: null,
        top: null,
      });
      expect(month.bill).toBe(bill.total);
    }
    expect(total.cost).toBe(
      sum(reconciliation.flatMap(({ split, unused, fargate }) => [split, unused, fargate])),
    );
  });

  test("Fargate has no split: its tasks cost what their own line items say", async () => {
    const items = await itemsOf();
    const fargate = items.filter(
      (item) =>
        (item["lineItem/UsageType"] ?? "").includes("Fargate-") &&
        (item["bill/BillingPeriodStartDate"] ?? "").startsWith("2026-06"),
    );
    const { total } = await queryContainers(workspace, asked());
    expect(total.fargate).toBe(formatScaled(fargate.reduce((all, item) => all + amortized(item), 0n)));
  });

  test("every node is the sum of its children, every bucket of time of its workloads", async () => {
    for (const filters of [[], [{ dimension: "region", mode: "include", values: ["us-east-1"] }]] as const) {
      const { nodes, total, reconciliation } = await queryContainers(workspace, asked({ filters }));
      for (const amount of ["cost", "split", "unused", "fargate"] as const) {
        expect(sum(nodes.filter(({ parentId }) => parentId === null).map((node) => node[amount]))).toBe(
          total[amount],
        );
        for (const node of nodes) {
          const children = nodes.filter(({ parentId }) => parentId === node.id);
          if (children.length > 0) expect(sum(children.map((child) => child[amount]))).toBe(node[amount]);
        }
      }
      for (const node of nodes) expect(sum(node.trend.map((value) => value ?? "0.0"))).toBe(node.cost);
      for (const node of nodes)
        expect(sum(node.resources.flatMap(({ split, unused, fargate }) => [split, unused, fargate]))).toBe(
          node.cost,
        );
      expect(sum(total.trend.map((value) => value ?? "0.0"))).toBe(total.cost);
      expect(reconciliation.map(({ leftOver }) => leftOver)).toEqual(["0.0000000000"]);
    }
  });

  test("the period before is compared with", async () => {
    const { nodes, total } = await queryContainers(workspace, asked());
    const may = await queryContainers(workspace, asked({ range: MAY, before: null }));
    expect(total.before).toBe(may.total.cost);
    for (const node of leaves(may.nodes))
      expect(nodes.find(({ id }) => id === node.id)?.before).toBe(node.cost);
  });

  test("filters that mean nothing to instances are named, not half applied", async () => {
    const plain = await queryContainers(workspace, asked());
    const found = await queryContainers(
      workspace,
      asked({ filters: [{ dimension: "service", mode: "include", values: ["AmazonS3"] }] }),
    );
    expect(found.notApplied).toEqual(["service"]);
    expect(found.total.cost).toBe(plain.total.cost);
  });
});

describe("from a workload to what it is made of", () => {
  test("its instances, its pods and exactly its line items", async () => {
    const { nodes } = await queryContainers(workspace, asked());
    for (const node of onInstances(nodes)) {
      const detail = await queryWorkload(workspace, {
        key: node,
        metric: "amortized",
        range: JUNE,
        currency: null,
      });
      expect(sum(detail.instances.map(({ split }) => split))).toBe(node.split);
      expect(sum(detail.instances.map(({ unused }) => unused))).toBe(node.unused);
      for (const { cost, split, unused } of detail.instances)
        expect(scaledOf(cost)).toBeGreaterThanOrEqual(scaledOf(split) + scaledOf(unused));
      const page = (filters: NonNullable<ReturnType<typeof filtersOfContainers>>) =>
        lineItemPage(workspace.database, workspace.directory, {
          range: JUNE,
          filters,
          columns: ["split_line_item_split_cost"],
          sort: null,
          offset: 0,
          limit: 1_000,
        });
      const byTags = await page(filtersOfContainers(node) ?? []);
      expect(byTags.totalRows).toBe(node.lineItems);
      expect(sum(byTags.rows.map(([cell]) => formatScaled(parseScaled(cell ?? "") ?? 0n)))).toBe(node.split);
      expect((await page(filtersOfPods(detail.pods))).totalRows).toBe(node.lineItems);
    }
  });
});

describe("a number of containers as a question of its own", () => {
  const told = (query: ContainerQuery, scope: Parameters<typeof containerCell>[1], month?: string) =>
    explainCell(workspace, containerCell(query, scope, month), "lineItems");

  test("every node and each of its parts, to the last digit, by line items and by files", async () => {
    for (const metric of ["amortized", "netAmortized", "onDemandEquivalent"] as const) {
      const query = asked({ metric });
      const { nodes, total } = await queryContainers(workspace, query);
      for (const of of [null, ...nodes]) {
        const place = of && placeOfNode(of);
        for (const part of ["cost", "split", "unused", "fargate"] as const) {
          const explained = await told(query, { part, place });
          expect([of?.id, part, explained.total]).toEqual([of?.id, part, (of ?? total)[part]]);
          expect(sum(explained.parts.map(({ amount }) => amount ?? "0.0"))).toBe(explained.total);
          expect(
            sum(
              explained.deliveries.flatMap(({ files }) => (files ?? []).map((file) => file.amount ?? "0.0")),
            ),
          ).toBe(explained.total);
          if (part === "cost") expect(explained.lineItems).toBe((of ?? total).lineItems);
        }
      }
    }
  }, 60_000);

  test("its formulas give it from the columns they name", async () => {
    const items = (await itemsOf()).filter((item) =>
      (item["bill/BillingPeriodStartDate"] ?? "").startsWith("2026-06"),
    );
    const { parts } = await told(asked({ metric: "netAmortized" }), { part: "cost", place: null });
    const split = parts.find(({ isSplit }) => isSplit === true);
    expect(split?.formula.symbols).toBe("S + U");
    const headers = split?.formula.where.map(({ header }) => header ?? "none") ?? [];
    expect(headers).toEqual(["splitLineItem/NetSplitCost", "splitLineItem/NetUnusedCost"]);
    const rows = items.filter((item) => (item["splitLineItem/ParentResourceId"] ?? "") !== "");
    expect(split?.lineItems).toBe(rows.length);
    const added = rows.flatMap((item) => headers.map((header) => parseScaled(item[header] ?? "") ?? 0n));
    expect(split?.amount).toBe(formatScaled(added.reduce((all, one) => all + one, 0n)));
  });

  test("instances, whole instances and the rest are what a month is held against", async () => {
    const query = asked({ range: RANGE });
    const { reconciliation } = await queryContainers(workspace, query);
    const parts: readonly ContainerPart[] = ["instances", "whole", "rest", "split", "unused", "fargate"];
    for (const month of reconciliation)
      for (const part of parts) {
        const { total } = await told(query, { part, place: null }, month.billingPeriod);
        expect([month.billingPeriod, part, total]).toEqual([
          month.billingPeriod,
          part,
          Reflect.get(month, part),
        ]);
      }
  });

  test("an instance and a workload's part of it are what its panel says", async () => {
    const { nodes } = await queryContainers(workspace, asked());
    const [node] = onInstances(nodes);
    if (node === undefined) throw new Error("no workload on instances");
    const place = placeOfNode(node);
    const detail = await queryWorkload(workspace, {
      key: node,
      metric: "amortized",
      range: JUNE,
      currency: null,
    });
    expect(detail.instances.length).toBeGreaterThan(0);
    for (const { instance, cost, split, unused } of detail.instances) {
      expect((await told(asked(), { part: "cost", place, instance })).total).toBe(sum([split, unused]));
      expect((await told(asked(), { part: "instances", place, instance })).total).toBe(cost);
    }
    const all = await told(asked(), { part: "instances", place });
    expect(all.total).toBe(sum(detail.instances.map(({ cost }) => cost)));
    expect(all.differences.map(({ id }) => id)).toContain("sharedHours");
  });

  test("why Cost Explorer differs is of split rows, not of rows that are left out", async () => {
    const { differences, answeredFrom } = await explainCell(
      workspace,
      containerCell(asked(), { part: "split", place: null }),
      "store",
    );
    const ids = differences.map(({ id }) => id);
    expect(ids).toContain("containerRows");
    expect(ids).not.toContain("splitRows");
    expect(answeredFrom).toBe("lineItems");
  });
});

test("the sums are kept beside the line items, once per delivery", async () => {
  await queryContainers(workspace, asked({ range: RANGE }));
  const kept = (await readdir(join(workspace.directory, "line-items"), { recursive: true })).filter((file) =>
    file.endsWith("containers-1.parquet"),
  );
  expect(kept).toHaveLength(MONTHS.length);
});

test("CUR 2.0 tells the same", async () => {
  const { opened } = await imported("cur2", WORLD);
  const own = await queryContainers(workspace, asked());
  const other = await queryContainers(opened, asked());
  await opened.database.close();
  expect(
    onInstances(other.nodes).map(({ cluster, namespace, workload, cost }) => [
      cluster,
      namespace,
      workload,
      cost,
    ]),
  ).toEqual(
    onInstances(own.nodes).map(({ cluster, namespace, workload, cost }) => [
      cluster,
      namespace,
      workload,
      cost,
    ]),
  );
  expect(other.total.cost).toBe(own.total.cost);
}, 60_000);

test("a report without split cost rows has Fargate alone, and says for which months", async () => {
  const { opened } = await imported("legacy", { ...WORLD, splitCosts: false, rows: 4_000 });
  const answer = await queryContainers(opened, asked());
  await opened.database.close();
  expect(answer.total).toMatchObject({ split: "0.0000000000", unused: "0.0000000000" });
  expect(
    answer.reconciliation.every(({ leftOver, hours }) => leftOver === "0.0000000000" && hours === 0),
  ).toBe(true);
}, 60_000);

type Item = Readonly<Record<string, string>>;

async function itemsOf(): Promise<readonly Item[]> {
  const read = files
    .filter((file) => file.endsWith(".csv.gz"))
    .map(async (file): Promise<Item[]> => parse(gunzipSync(await readFile(file)), { columns: true }));
  return (await Promise.all(read)).flat();
}

/** Covered usage counts at the plan's price, its negation as nothing. */
function amortized(item: Item): bigint {
  const of = (column: string): bigint => parseScaled(item[column] ?? "") ?? 0n;
  switch (item["lineItem/LineItemType"]) {
    case "SavingsPlanCoveredUsage":
      return of("savingsPlan/SavingsPlanEffectiveCost");
    case "SavingsPlanNegation":
      return 0n;
    default:
      return of("lineItem/UnblendedCost");
  }
}
