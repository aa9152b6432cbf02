import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wholeCell } from "#core/cost/explain/cost-cell.ts";
import type { FindingsAnswer, FindingsQuery } from "#core/finding/findings-query.ts";
import { formatScaled, scaledOf, sum } from "#core/money/decimal.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { expectedWaste } from "#core/sample/waste/expected-waste.ts";
import { closedOptions, createWorld } from "#core/sample/world.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import type { EngineClient } from "../../transport/client.ts";
import { resultOf, startEngine, statesOf, type TestEngine } from "../engine.fixture.ts";
import { writeSample } from "../sample/write-sample.ts";

const WORLD = wasteWorld({ ...closedOptions("2026-10", 3), rows: 4_500 });
const QUERY: FindingsQuery = {
  range: { from: "2026-10-05", to: "2026-10-20" },
  currency: null,
  assumptions: [],
  leaveOut: [],
};
const { leaveOut: _, ...REQUEST } = QUERY;

let engine: TestEngine;
let client: EngineClient;

beforeAll(async () => {
  engine = await startEngine();
  client = engine.connect();
  await writeSample({ directory: join(engine.folder, "files"), world: WORLD, format: "legacy" });
  await client.workspace.open({ directory: join(engine.folder, "workspace") });
  await resultOf(client, await client.imports.start({ paths: [join(engine.folder, "files")], leaveOut: [] }));
}, 60_000);
afterAll(() => engine.close());

async function found(query: FindingsQuery = QUERY): Promise<FindingsAnswer> {
  const { leaveOut: __, ...request } = query;
  await resultOf(client, await client.findings.run(request));
  const answer = await client.findings.list(query);
  if (answer === null) throw new Error("nothing was kept");
  return answer;
}

function keptOf(answer: FindingsAnswer, id: string): string | null | undefined {
  return answer.findings.find(({ finding }) => finding === id)?.kept;
}

test("nothing is known before the bills were looked through; then it is kept", async () => {
  const other = { ...QUERY, assumptions: [{ finding: "lambda-arm", id: "share", value: "0.1900000000" }] };
  expect(await client.findings.list(other)).toBeNull();
  await found(other);
  expect((await client.findings.list(other))?.months).toEqual(["2026-10"]);
});

test("the job tells which rule it is at", async () => {
  const id = await client.findings.run({ ...REQUEST, range: { from: "2026-09-01", to: "2026-10-01" } });
  const states = (await statesOf(client, id)).map(({ state }) => state);
  const last = states.at(-1);
  expect(last).toMatchObject({ kind: "succeeded" });
  expect(states.some((state) => state.kind === "running" && state.progress.phase === "finding")).toBe(true);
});

test("a thing is found by its key and account", async () => {
  const answer = await found();
  const sort = { by: "kept", descending: true } as const;
  let asked = 0;
  for (const { finding } of answer.findings) {
    const query = { ...QUERY, finding, account: null, sort, offset: 0, limit: 5 };
    for (const item of (await client.findings.items(query)).rows) {
      const { account, key } = item;
      expect((await client.findings.items({ ...query, account, key })).rows).toEqual([item]);
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(20);
});

test("parts and months of a finding sum to the finding, and days are widened to months", async () => {
  const answer = await found();
  expect(answer).toMatchObject({ currency: "USD", months: ["2026-10"], metric: "netAmortized", failed: [] });
  for (const { cost, kept, parts, months } of answer.findings) {
    expect(sum(parts.map((part) => part.cost))).toBe(cost);
    expect(sum(months.map((month) => month.cost))).toBe(cost);
    expect(sum(parts.flatMap((part) => part.kept ?? []))).toBe(kept ?? "0.0000000000");
  }
  const names = answer.findings.flatMap(({ parts }) =>
    parts.flatMap(({ service, serviceLabel }) => (service === "AmazonEC2" ? [serviceLabel] : [])),
  );
  expect(new Set(names)).toEqual(new Set(["Amazon Elastic Compute Cloud"]));
  const sizes = answer.findings.map(({ kept }) => scaledOf(kept ?? "0.0"));
  expect(sizes).toEqual(sizes.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)));
});

test("what is left out takes no cost from the others", async () => {
  const all = await found();
  const without = await client.findings.list({ ...QUERY, leaveOut: ["always-on-non-production"] });
  if (without === null) throw new Error("nothing was kept");
  const [before, after] = [keptOf(all, "spot-candidates"), keptOf(without, "spot-candidates")];
  expect(scaledOf(after ?? "0.0") > scaledOf(before ?? "0.0")).toBe(true);
});

test("a changed assumption changes the saving", async () => {
  const assumptions = [{ finding: "lambda-arm", id: "share", value: "0.1000000000" }];
  const [published, own] = [await found(), await found({ ...QUERY, assumptions })];
  const alone = (answer: FindingsAnswer): bigint =>
    scaledOf(answer.findings.find(({ finding }) => finding === "lambda-arm")?.found ?? "0.0");
  expect(alone(own) * 2n).toBe(alone(published));
});

test("things are paged, sorted, narrowed to an account, and their filters keep exactly their line items", async () => {
  await found();
  const ask = {
    ...QUERY,
    finding: "idle-nat-gateways",
    account: "048172263915",
    sort: { by: "cost", descending: true },
    offset: 0,
    limit: 10,
  } as const;
  const page = await client.findings.items(ask);
  const idle = page.rows.find(({ key }) => key.endsWith("nat-0wasteidle"));
  expect(idle).toMatchObject({
    account: "048172263915",
    service: "AmazonEC2",
    usageTypes: ["EU-NatGateway-Hours"],
  });
  const world = createWorld(WORLD);
  const month = world.months.at(-1);
  const plan = month === undefined ? [] : expectedWaste(world, month, "gross");
  const saving = plan.find(({ rule }) => rule === "idle-nat-gateways")?.saving ?? null;
  expect(idle?.found).toBe(saving === null ? null : formatScaled(saving));
  const rows = await client.lineItems.page({
    range: { from: "2026-10-01", to: "2026-11-01" },
    filters: idle?.filters ?? [],
    columns: ["line_item_resource_id"],
    sort: null,
    offset: 0,
    limit: 100,
  });
  expect(rows.totalRows).toBe(31);
  expect(new Set(rows.rows.map(([resource]) => resource))).toEqual(new Set([idle?.resource]));
  const second = await client.findings.items({ ...ask, account: null, offset: 1, limit: 1 });
  const both = await client.findings.items({ ...ask, account: null, limit: 2 });
  expect(second.rows).toEqual(both.rows.slice(1));
});

test("the explorer and Line items show of every finding's largest things what they were charged and how many line items they are", async () => {
  const answer = await found();
  const range = { from: "2026-10-01", to: "2026-11-01" };
  const sort = { by: "cost", descending: true } as const;
  for (const { finding } of answer.findings) {
    const { rows } = await client.findings.items({
      ...QUERY,
      finding,
      account: null,
      sort,
      offset: 0,
      limit: 2,
    });
    for (const { key, filters, charged, lineItems, besides } of rows) {
      const explored = await client.cost.query({
        metric: "netAmortized",
        range,
        granularity: "total",
        groupBy: ["usageType"],
        filters,
        currency: null,
        top: null,
      });
      const listed = await client.lineItems.page({
        range,
        filters,
        columns: [],
        sort: null,
        offset: 0,
        limit: 1,
      });
      expect([finding, key, scaledOf(explored.total ?? ""), listed.totalRows, besides]).toEqual([
        finding,
        key,
        scaledOf(charged),
        lineItems,
        0,
      ]);
    }
  }
});

test("accepted findings are held against the months that have ended since", async () => {
  const september = { ...QUERY, range: { from: "2026-09-01", to: "2026-10-01" } };
  const answer = await found(september);
  const expected = keptOf(answer, "idle-streams") ?? "0.0";
  const accepted = { month: "2026-09", expected, currency: "USD" };
  const [measured] = await client.findings.measure({
    marks: [{ id: "idle-streams", accepted }],
    assumptions: [],
  });
  expect(measured).toMatchObject({ finding: "idle-streams", expected, months: [{ month: "2026-10" }] });
  expect(scaledOf(measured?.months[0]?.still ?? "0.0") > 0n).toBe(true);
  for (const { month, cost } of [
    { month: "2026-09", cost: measured?.costBefore ?? "" },
    { month: "2026-10", cost: measured?.months[0]?.cost ?? "" },
  ]) {
    const cell = wholeCell({
      metric: "netAmortized",
      range: rangeOfPeriod(month),
      filters: measured?.filters ?? [],
      currency: "USD",
    });
    const explained = await client.cost.explain({ cell, from: "lineItems" });
    expect(scaledOf(explained.total ?? "0.0")).toBe(scaledOf(cost));
    expect(explained.lineItems).toBeGreaterThan(0);
  }
  expect(
    await client.findings.measure({ marks: [{ id: "no-such-rule", accepted }], assumptions: [] }),
  ).toEqual([]);
});

test("a workspace without bills has nothing to look through", async () => {
  const { code } = await client.findings
    .run({ ...REQUEST, range: { from: "2020-01-01", to: "2020-02-01" } })
    .then((id) => statesOf(client, id))
    .then((states) => states.at(-1)?.state)
    .then((state) => (state?.kind === "failed" ? state.failure : { code: "none" }));
  expect(code).toBe("query.no_data");
});
