import { expect, test } from "vitest";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { decodeCell, decodeDifference, decodeFigure, encodeExplained } from "./explain-link.ts";

const CELL: CostCell = {
  metric: "netAmortized",
  range: { from: "2026-02-28", to: "2026-03-01" },
  filters: [
    { dimension: "tag:team", mode: "exclude", values: [null, "a,b:c"] },
    { dimension: "service", mode: "include", values: ["AmazonEC2"] },
  ],
  currency: "EUR",
  hour: "2026-02-28T05:00",
  without: { dimensions: ["service", "costCategory:Stage"], keys: [["AmazonS3", null]] },
};

test("charges that a number counts survive too, and what is none is refused", () => {
  const told = { kind: "dataTransfer", categories: ["vpn", "inbound"] } as const;
  for (const charges of [told, { kind: "support", categories: null }] as const)
    expect(decodeCell(encodeExplained({ ...CELL, charges }))).toEqual({ ...CELL, charges });
  for (const charges of [null, {}, { ...told, kind: "rent" }, { ...told, categories: ["shoe"] }])
    expect(decodeCell(JSON.stringify({ ...CELL, charges }))).toBeNull();
});

test("containers that a number counts survive too, and what is none is refused", () => {
  const place = { platform: "EKS", account: "1", region: null, cluster: "prod", namespace: "shop" } as const;
  for (const containers of [
    { part: "cost", place: null },
    { part: "unused", place: { ...place, workload: null } },
    { part: "instances", place, instance: "i-1" },
  ] as const)
    expect(decodeCell(encodeExplained({ ...CELL, containers }))).toEqual({ ...CELL, containers });
  for (const containers of [
    null,
    {},
    { part: "cost" },
    { part: "rent", place: null },
    { part: "cost", place: { ...place, platform: "AKS" } },
    { part: "cost", place: { ...place, cluster: 7 } },
    { part: "cost", place: { ...place, workload: ["api"] } },
    { part: "cost", place, instance: null },
  ])
    expect(decodeCell(JSON.stringify({ ...CELL, containers }))).toBeNull();
  const unblended = { ...CELL, metric: "unblended", containers: { part: "cost", place: null } };
  expect(decodeCell(JSON.stringify(unblended))).toBeNull();
});

test("a number survives the address letter by letter", () => {
  expect(decodeCell(encodeExplained(CELL))).toEqual(CELL);
  expect(
    decodeCell(encodeExplained({ ...CELL, filters: [], hour: null, without: null, currency: null })),
  ).toEqual({
    ...CELL,
    filters: [],
    hour: null,
    without: null,
    currency: null,
  });
});

test.each([
  undefined,
  ["a", "b"],
  "",
  "{",
  "null",
  "[]",
  JSON.stringify({ ...CELL, metric: "price" }),
  JSON.stringify({ ...CELL, range: { from: "2026-02-30", to: "2026-03-01" } }),
  JSON.stringify({ ...CELL, filters: [{ dimension: "shoe", mode: "include", values: [] }] }),
  JSON.stringify({ ...CELL, filters: [{ dimension: "service", mode: "drop", values: [] }] }),
  JSON.stringify({ ...CELL, currency: 7 }),
  JSON.stringify({ ...CELL, without: { dimensions: ["shoe"], keys: [] } }),
])("%j names no number", (text) => {
  expect(decodeCell(text)).toBeNull();
});

test("a difference comes back whole, and is no number", () => {
  const difference = { before: { ...CELL, range: { from: "2026-09-01", to: "2026-10-01" } }, now: CELL };
  expect(decodeDifference(encodeExplained(difference))).toEqual(difference);
  expect(decodeCell(encodeExplained(difference))).toBeNull();
  expect(decodeDifference(encodeExplained(CELL))).toBeNull();
  expect(decodeDifference("{")).toBeNull();
});

test("a figure comes back whole, and nothing else is one", () => {
  const of = { range: CELL.range, currency: null };
  const unit = {
    kind: "unit",
    measure: "received",
    unitId: "shop",
    alone: true,
    from: "support",
    row: null,
    metric: "amortized",
    ...of,
  } as const;
  const ofRow = { ...unit, measure: "after", row: { by: "service", value: null } } as const;
  const commitment = {
    kind: "commitment",
    measure: "netSavings",
    scope: "all",
    arn: null,
    hour: "2026-02-28T05:00",
    ...of,
  } as const;
  const bought = { kind: "commitmentAccount", measure: "owned", account: "1", arn: null, ...of } as const;
  const fairShare = { kind: "fairShare", measure: "rate", of: { account: null }, ...of } as const;
  const fairWhole = { ...fairShare, measure: "fair", of: null } as const;
  const anomaly = {
    kind: "anomaly",
    measure: "expected",
    anomalyId: "spike service=a 2026-10-01",
    ...of,
  } as const;
  const forecast = { kind: "forecast", metric: "unblended", assumesRenewal: false, ...of } as const;
  const budget = { kind: "budget", measure: "left", budgetId: "b1", ...of } as const;
  const unitCost = {
    kind: "unitCost",
    measure: "rate",
    businessId: "orders",
    by: "week",
    metric: "netAmortized",
    of: { kind: "bill", filters: CELL.filters },
    ...of,
  } as const;
  const ofUnit = { ...unitCost, of: { kind: "units", unitId: null } } as const;
  const invoice = {
    kind: "invoice",
    measure: "variance",
    payerAccountId: null,
    lineId: "1 USD",
    ...of,
  } as const;
  const restatement = {
    kind: "restatement",
    measure: "before",
    restatementId: "d1",
    metric: "unblended",
    filters: CELL.filters,
    ...of,
  } as const;
  const parity = {
    kind: "parity",
    measure: "unexplained",
    leftId: "a",
    rightId: "b",
    metric: "amortized",
    row: { by: "service", value: null },
    ...of,
  } as const;
  const finding = {
    kind: "finding",
    measure: "kept",
    findingId: "gp2-to-gp3",
    item: { key: "vol-1", account: "111122223333" },
    confidence: "B",
    filter: { confidences: ["A", "B"], status: "open", service: null, account: "111122223333" },
    ...of,
  } as const;
  const sums = { ...finding, findingId: null, item: null, confidence: null } as const;
  const whole = { ...parity, row: null } as const;
  const container = {
    kind: "container",
    measure: "usedShare",
    nodeId: "cluster [1]",
    resource: "cpu",
    metric: "netAmortized",
    filters: CELL.filters,
    before: null,
    ...of,
  } as const;
  const change = {
    ...container,
    measure: "change",
    nodeId: null,
    resource: null,
    before: CELL.range,
  } as const;
  const charge = {
    kind: "charge",
    measure: "rate",
    charge: "dataTransfer",
    category: "vpn",
    groupBy: "regionPair",
    key: ["eu-west-1", null],
    metric: "unblended",
    filters: CELL.filters,
    ...of,
  } as const;
  const charges = { ...charge, category: null, key: null } as const;
  for (const figure of [
    charge,
    charges,
    unit,
    ofRow,
    commitment,
    bought,
    fairShare,
    fairWhole,
    anomaly,
    forecast,
    budget,
    unitCost,
    ofUnit,
    invoice,
    restatement,
    parity,
    whole,
    finding,
    sums,
    container,
    change,
  ]) {
    expect(decodeFigure(encodeExplained(figure))).toEqual(figure);
    expect(decodeCell(encodeExplained(figure))).toBeNull();
  }
  expect(decodeFigure(JSON.stringify({ ...unit, metric: "usageAmount" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...charge, key: "vpn" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...charge, category: "shoe" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...charge, groupBy: "hour" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...unit, alone: "yes" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...unit, row: { by: "region", value: null } }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...commitment, scope: "some" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...commitment, hour: 5 }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...bought, account: 1 }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...bought, measure: "cost" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...fairShare, of: {} }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...fairShare, measure: "luck" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...forecast, assumesRenewal: "no" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...anomaly, measure: "score" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...budget, measure: "spent" }))).toBeNull();
  for (const wrong of [
    { by: "hour" },
    { measure: "cost" },
    { metric: "usageAmount" },
    { businessId: 7 },
    { of: { kind: "bill" } },
    { of: { kind: "bill", filters: [{ dimension: "shoe", mode: "include", values: [] }] } },
    { of: { kind: "units", unitId: 7 } },
    { of: null },
  ])
    expect(decodeFigure(JSON.stringify({ ...unitCost, ...wrong }))).toBeNull();
  for (const wrong of [
    { ...invoice, measure: "rest" },
    { ...invoice, lineId: 7 },
    { ...restatement, filters: "all" },
    { ...restatement, metric: "usageAmount" },
    { ...restatement, restatementId: null },
    { ...parity, row: { by: "shoe", value: null } },
    { ...parity, leftId: 7 },
    { ...finding, item: { key: 7, account: null } },
    { ...finding, confidence: "D" },
    { ...finding, filter: { ...finding.filter, confidences: [] } },
    { ...finding, filter: { ...finding.filter, confidences: ["Z"] } },
    { ...finding, filter: { ...finding.filter, status: "lost" } },
    { ...finding, filter: null },
  ])
    expect(decodeFigure(JSON.stringify(wrong))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, metric: "unblended" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, measure: "luck" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, nodeId: 3 }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, resource: "disk" }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, filters: [{ dimension: "shoe" }] }))).toBeNull();
  expect(decodeFigure(JSON.stringify({ ...container, before: { from: "2026-02-30" } }))).toBeNull();
  expect(decodeFigure(encodeExplained(CELL))).toBeNull();
});
