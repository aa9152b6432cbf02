import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { type Conversion, convertWhole } from "#core/currency/convert.ts";
import { formatScaled, parseScaled, sum } from "#core/money/decimal.ts";
import {
  RESOURCE_FACETS,
  RESOURCE_STATES,
  type Resource,
  type ResourcePage,
  type ResourceQuery,
} from "#core/resource/resource-query.ts";
import { groupBy } from "#core/collection/group-by.ts";
import { RESOURCE_STATE_NAMES } from "#core/resource/resource-table.ts";
import { closedOptions } from "#core/sample/world.ts";
import type { DateRange } from "#core/time/period.ts";
import { queryCosts } from "../cost/query-costs.ts";
import { entryOf, type Entry } from "../cost/testing/ledger.ts";
import { exportTables } from "../export/export.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { resourceFacet } from "./facet.ts";
import { resourcePage } from "./page.ts";
import { resourceTagHistory, resourceTags } from "./tags.ts";

type Row = Readonly<Record<string, string>>;

const rateOf = (asOf: string, rate: string) => ({ id: asOf, from: "USD", to: "EUR", asOf, rate, note: "" });
type Item = { readonly row: Row; readonly entry: Entry };

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
const LAST_WEEKS = { from: "2026-10-12", to: "2026-11-01" };
const WEEKS_BEFORE = { from: "2026-09-22", to: "2026-10-12" };
const ALL = { from: "2026-08-01", to: "2026-11-01" };

let folder: string;
let workspace: OpenWorkspace;
let items: readonly Item[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-resources-"));
  const files = join(folder, "files");
  const world = { ...closedOptions("2026-10", 3), rows: 6_000, hourlyMonths: 1 };
  await writeSample({ directory: files, world, format: "legacy", options: { parquet: false } });
  workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
  await importPaths({ ...workspace, paths: [files], leaveOut: [], now: () => new Date(0) });
  items = await deliveredItems(files);
});
afterAll(async () => {
  await workspace.database.close();
  await rm(folder, { recursive: true, force: true });
});

/** The delivered files once more, read without the product's reader. */
async function deliveredItems(directory: string): Promise<readonly Item[]> {
  const paths = (await readdir(directory, { recursive: true })).filter((path) => path.endsWith(".csv.gz"));
  const found: Item[] = [];
  for (const path of paths) {
    const text = gunzipSync(await readFile(join(directory, path))).toString("utf8");
    const rows: readonly Row[] = parse(text, { columns: true });
    for (const row of rows) {
      const period = row["bill/BillingPeriodStartDate"]?.slice(0, 7);
      if (period === undefined) throw new Error(`${basename(path)} names no billing period`);
      const entry = entryOf(row, period);
      if (entry !== null) found.push({ row, entry });
    }
  }
  return found;
}

async function ask(query: Partial<ResourceQuery>): Promise<ResourcePage> {
  return resourcePage(workspace, {
    metric: "unblended",
    range: OCTOBER,
    before: SEPTEMBER,
    filters: [],
    currency: null,
    search: "",
    state: null,
    sort: { by: "cost", descending: true },
    offset: 0,
    limit: 1_000,
    ...query,
  });
}

async function everyRow(query: Partial<ResourceQuery>): Promise<readonly Resource[]> {
  const rows: Resource[] = [];
  for (let offset = 0; ; offset += 700) {
    const page = await ask({ ...query, offset, limit: 700 });
    rows.push(...page.rows);
    if (rows.length >= page.resources) return rows;
  }
}

type Expected = Pick<Resource, "cost" | "before" | "state" | "firstSeen" | "lastSeen">;

/** What the list must say, in whole numbers and without SQL. */
function expectedOf(
  metric: MetricId,
  range: DateRange,
  before: DateRange,
  of: readonly Item[] = items,
): ReadonlyMap<string, Expected> {
  const byResource = groupBy(
    of.filter(({ entry }) => entry.dimensions["resourceId"] !== null),
    ({ entry }) => entry.dimensions["resourceId"] ?? "",
  );
  const found = new Map<string, Expected>();
  for (const [resourceId, own] of byResource) {
    const days = own.map(({ entry }) => entry.day).toSorted();
    const amountIn = ({ from, to }: DateRange) => {
      const inside = own.filter(({ entry }) => entry.day >= from && entry.day < to);
      const amount = inside.reduce((total, { entry }) => total + (entry.amounts[metric] ?? 0n), 0n);
      return { isThere: inside.length > 0, amount };
    };
    const now = amountIn(range);
    const past = amountIn(before);
    if (!now.isThere && !past.isThere) continue;
    const firstSeen = days[0] ?? "";
    const changed = now.amount > past.amount ? "grown" : now.amount < past.amount ? "shrunk" : "same";
    const absent = firstSeen >= range.from ? "new" : "appeared";
    found.set(resourceId, {
      cost: formatScaled(now.amount),
      before: formatScaled(past.amount),
      state: !past.isThere ? absent : !now.isThere ? "gone" : changed,
      firstSeen,
      lastSeen: days.at(-1) ?? "",
    });
  }
  return found;
}

function told(rows: readonly Resource[]): ReadonlyMap<string, Expected> {
  return new Map(
    rows.map(({ resourceId, cost, before, state, firstSeen, lastSeen }) => [
      resourceId,
      { cost, before, state, firstSeen, lastSeen },
    ]),
  );
}

const inOrder = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe("the list of resources", () => {
  test.each([
    ["unblended", OCTOBER, SEPTEMBER],
    ["amortized", OCTOBER, SEPTEMBER],
    ["netUnblended", LAST_WEEKS, WEEKS_BEFORE],
  ] as const)("agrees with the delivered files: %s", async (metric, range, before) => {
    const rows = await everyRow({ metric, range, before });
    const expected = expectedOf(metric, range, before);
    expect(expected.size).toBeGreaterThan(50);
    expect(inOrder(told(rows))).toEqual(inOrder(expected));
  });

  test("knows resources of every kind of change", async () => {
    const { states } = await ask({ range: LAST_WEEKS, before: WEEKS_BEFORE });
    const expected = [...expectedOf("unblended", LAST_WEEKS, WEEKS_BEFORE).values()];
    for (const state of RESOURCE_STATES)
      expect(states.find((one) => one.state === state)?.resources ?? 0).toBe(
        expected.filter((one) => one.state === state).length,
      );
    for (const state of ["new", "gone", "grown", "shrunk"] as const)
      expect(expected.filter((one) => one.state === state).length).toBeGreaterThan(0);
  });

  test("what is in no row is the rest of the bill", async () => {
    const { cost, unassigned } = await ask({});
    const bill = await queryCosts(workspace.database, workspace.directory, {
      metric: "unblended",
      granularity: "total",
      range: OCTOBER,
      groupBy: [],
      filters: [],
      currency: null,
      top: null,
    });
    const without = items.filter(
      ({ entry }) => entry.dimensions["resourceId"] === null && entry.period === "2026-10",
    );
    expect(unassigned.lineItems).toBe(without.length);
    expect(sum([cost ?? "", unassigned.cost ?? ""])).toBe(bill.total);
  });

  test.each([null, "grown", "gone"] as const)("in state %s they are told month by month", async (state) => {
    const [range, before] = [LAST_WEEKS, WEEKS_BEFORE];
    const { months, cost, beforeCost, unassigned } = await ask({ range, before, state, byMonth: true });
    const states = expectedOf("unblended", range, before);
    const monthSums = (within: DateRange, isMeant: (id: string | null) => boolean) => {
      const sums = new Map<string, bigint>();
      for (const { entry } of items) {
        if (entry.day < within.from || entry.day >= within.to) continue;
        if (!isMeant(entry.dimensions["resourceId"] ?? null)) continue;
        const month = entry.day.slice(0, 7);
        sums.set(month, (sums.get(month) ?? 0n) + (entry.amounts["unblended"] ?? 0n));
      }
      return new Map([...sums].map(([month, amount]) => [month, formatScaled(amount)]));
    };
    const isChosen = (id: string | null) =>
      id !== null && (state === null || states.get(id)?.state === state);
    const known = (of: "cost" | "before") =>
      new Map(months.flatMap(({ month, [of]: amount }) => (amount === null ? [] : [[month, amount]])));
    expect(months.length).toBeGreaterThan(0);
    expect(known("cost")).toEqual(monthSums(range, isChosen));
    expect(known("before")).toEqual(monthSums(before, isChosen));
    expect([sum(known("cost").values()), sum(known("before").values())]).toEqual([cost, beforeCost]);
    const rest = new Map(unassigned.months.map(({ month, amount }) => [month, amount]));
    expect(rest).toEqual(monthSums(range, (id) => id === null));
    expect((await ask({ range, before, state })).months).toEqual([]);
  });

  test("one state at a time, without losing the others' counts", async () => {
    const whole = await ask({});
    const expected = expectedOf("unblended", OCTOBER, SEPTEMBER);
    for (const { state, resources } of whole.states) {
      const rows = await everyRow({ state });
      expect(rows).toHaveLength(resources);
      expect(rows.map(({ resourceId }) => resourceId).toSorted()).toEqual(
        [...expected].flatMap(([id, one]) => (one.state === state ? [id] : [])).toSorted(),
      );
    }
  });

  test("sorts exactly, pages join without a gap, ties go by name", async () => {
    const rows = await everyRow({ sort: { by: "change", descending: true } });
    const change = ({ cost, before }: Resource): bigint =>
      (parseScaled(cost ?? "") ?? 0n) - (parseScaled(before ?? "") ?? 0n);
    const sorted = rows.toSorted((a, b) =>
      change(a) === change(b)
        ? Buffer.compare(Buffer.from(a.resourceId), Buffer.from(b.resourceId))
        : change(a) > change(b)
          ? -1
          : 1,
    );
    expect(rows.map(({ resourceId }) => resourceId)).toEqual(sorted.map(({ resourceId }) => resourceId));
  });

  test("finds words of the id in any case and order", async () => {
    const [first] = (await ask({})).rows;
    const text = (first?.resourceId ?? "").slice(0, 6);
    const rows = await everyRow({ search: ` ${text.slice(3).toUpperCase()}  ${text.slice(0, 3)} ` });
    const expected = [...expectedOf("unblended", OCTOBER, SEPTEMBER).keys()].filter((id) =>
      [text.slice(3), text.slice(0, 3)].every((word) => id.toLowerCase().includes(word.toLowerCase())),
    );
    expect(rows.map(({ resourceId }) => resourceId).toSorted()).toEqual(expected.toSorted());
    expect(rows.length).toBeGreaterThan(0);
  });

  test("a filter on a tag is answered from the line items", async () => {
    const [tag, value] = someTag();
    const page = await ask({
      filters: [{ dimension: `tag:${tag}`, mode: "include", values: [value] }],
    });
    const own = items.filter(({ row }) => row[`resourceTags/user:${tag}`] === value);
    expect(page.answeredFrom).toBe("lineItems");
    expect(inOrder(told(page.rows))).toEqual(inOrder(expectedOf("unblended", OCTOBER, SEPTEMBER, own)));
  });

  test("the trend covers both periods and adds up to them", async () => {
    const { rows, trendBuckets } = await ask({ limit: 20 });
    expect(trendBuckets).toHaveLength(61);
    for (const { trend, cost, before } of rows)
      expect(sum(trend.map((value) => value ?? "0.0"))).toBe(sum([cost ?? "", before ?? ""]));
  });

  test("a resource is what most of its cost is", async () => {
    const { rows } = await ask({ limit: 50 });
    for (const { resourceId, service, linkedAccount, region } of rows) {
      const own = items.filter(
        ({ entry }) => entry.dimensions["resourceId"] === resourceId && entry.day >= SEPTEMBER.from,
      );
      const values = (name: string) => new Set(own.flatMap(({ entry }) => entry.dimensions[name] ?? []));
      for (const [name, { value, others }] of [
        ["service", service],
        ["linkedAccount", linkedAccount],
        ["region", region],
      ] as const) {
        expect([...values(name), null]).toContain(value);
        expect(others).toBe(Math.max(0, values(name).size - 1));
      }
    }
  });

  test("nothing is compared with a period that is not held", async () => {
    const page = await ask({
      range: { from: "2026-08-01", to: "2026-09-01" },
      before: { from: "2026-07-01", to: "2026-08-01" },
      state: "new",
    });
    expect(page.before).toBeNull();
    expect(page.states.map(({ state }) => state)).toEqual([null]);
    expect(page.resources).toBeGreaterThan(0);
    expect(new Set(page.rows.map(({ before }) => before))).toEqual(new Set([null]));
  });

  test("usage has an amount only where its units agree", async () => {
    const rows = await everyRow({ metric: "usageAmount" });
    const used = groupBy(
      items.filter(({ entry }) => (entry.amounts["usageAmount"] ?? 0n) !== 0n && entry.day >= SEPTEMBER.from),
      ({ entry }) => entry.dimensions["resourceId"] ?? "",
    );
    for (const { resourceId, cost, unit } of rows) {
      const own = used.get(resourceId) ?? [];
      const units = new Set(own.map(({ entry }) => entry.dimensions["pricingUnit"] ?? ""));
      expect(unit).toBe(units.size === 1 ? [...units][0] : null);
      const inRange = own.filter(({ entry }) => entry.day >= OCTOBER.from);
      if (units.size === 1 && inRange.length > 0)
        expect(cost).toBe(
          formatScaled(
            inRange.reduce((total, { entry }) => total + (entry.amounts["usageAmount"] ?? 0n), 0n),
          ),
        );
    }
    expect(rows.some(({ unit }) => unit !== null)).toBe(true);
  });
});

describe("facets", () => {
  const OWN: Readonly<Record<(typeof RESOURCE_FACETS)[number], (item: Item) => string | null>> = {
    service: ({ entry }) => entry.dimensions["service"] ?? null,
    linkedAccount: ({ entry }) => entry.dimensions["linkedAccount"] ?? null,
    region: ({ entry }) => entry.dimensions["region"] ?? null,
    productFamily: ({ row }) => row["product/productFamily"] || null,
    instanceType: ({ row }) => row["product/instanceType"] || null,
  };

  test.each(RESOURCE_FACETS)(
    "count the resources of each value and what they cost: %s",
    async (dimension) => {
      for (const state of [null, "new"] as const) {
        const chosen = new Set(
          [...expectedOf("unblended", OCTOBER, SEPTEMBER)].flatMap(([id, one]) =>
            state === null || one.state === state ? [id] : [],
          ),
        );
        const own = items.filter(
          ({ entry }) => chosen.has(entry.dimensions["resourceId"] ?? "") && entry.day >= SEPTEMBER.from,
        );
        const expected = [...groupBy(own, OWN[dimension])].map(([value, parts]) => {
          const inRange = parts.filter(({ entry }) => entry.day >= OCTOBER.from);
          return {
            value,
            resources: new Set(parts.map(({ entry }) => entry.dimensions["resourceId"])).size,
            cost:
              inRange.length === 0
                ? null
                : formatScaled(
                    inRange.reduce((total, { entry }) => total + (entry.amounts["unblended"] ?? 0n), 0n),
                  ),
          };
        });
        const { values, count } = await resourceFacet(workspace, {
          metric: "unblended",
          range: OCTOBER,
          before: SEPTEMBER,
          filters: [],
          currency: null,
          search: "",
          state,
          dimension,
          limit: 500,
        });
        const plain = values.map(({ value, resources, cost }) => ({ value, resources, cost }));
        const byName = (a: { value: string | null }, b: { value: string | null }): number =>
          (a.value ?? "") < (b.value ?? "") ? -1 : 1;
        expect(plain.toSorted(byName)).toEqual(expected.toSorted(byName));
        expect(count).toBe(expected.length);
      }
    },
  );
});

describe("tags", () => {
  test("of the resources shown are those of the named month's line items", async () => {
    const rows = (await ask({ limit: 200 })).rows;
    const asked = rows.map(({ resourceId, lastSeen }) => ({
      resourceId,
      billingPeriod: lastSeen.slice(0, 7),
    }));
    const found = new Map(
      (await resourceTags(workspace, asked)).map(({ resourceId, tags }) => [resourceId, tags]),
    );
    expect(found.size).toBeGreaterThan(0);
    for (const { resourceId, billingPeriod } of asked) {
      const values = tagValues(
        items.filter(
          ({ entry }) => entry.dimensions["resourceId"] === resourceId && entry.period === billingPeriod,
        ),
      );
      const tags = found.get(resourceId) ?? [];
      expect(new Set(tags.map(({ key }) => key))).toEqual(new Set(values.keys()));
      for (const { key, value } of tags) expect(values.get(key)).toContain(value);
    }
  });

  test("over time begin and end with the days of the resource", async () => {
    const tagged = items.find(
      ({ row, entry }) => entry.dimensions["resourceId"] !== null && tagValues([{ row, entry }]).size > 0,
    );
    const resourceId = tagged?.entry.dimensions["resourceId"] ?? "";
    const history = await resourceTagHistory(workspace, resourceId);
    const own = items.filter(({ entry }) => entry.dimensions["resourceId"] === resourceId);
    const days = own.map(({ entry }) => entry.day).toSorted();
    expect(new Set(history.map(({ key }) => key))).toEqual(new Set(tagValues(own).keys()));
    for (const { key, spans } of history) {
      expect(spans[0]?.from).toBe(days[0]);
      expect(spans.at(-1)?.to).toBe(days.at(-1));
      for (const { value } of spans) expect([...(tagValues(own).get(key) ?? []), null]).toContain(value);
    }
  });
});

describe("written to a file", () => {
  const query = (of: Partial<ResourceQuery>): ResourceQuery => ({
    metric: "unblended",
    range: OCTOBER,
    before: SEPTEMBER,
    filters: [],
    currency: null,
    search: "",
    state: null,
    sort: { by: "cost", descending: true },
    offset: 0,
    limit: 1,
    ...of,
  });

  async function written(
    of: Partial<ResourceQuery>,
    isCompared = true,
    beside?: Conversion,
  ): Promise<readonly Row[]> {
    const path = join(folder, "resources.csv");
    const { rows } = await exportTables({
      ...workspace,
      request: {
        path,
        format: "csv",
        sources: [
          { kind: "resources", title: "Resources", query: query(of), metricName: "Cost", isCompared, beside },
        ],
        facts: [],
      },
      now: new Date(0),
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const read: readonly Row[] = parse(await readFile(path, "utf8"), { columns: true });
    expect(read).toHaveLength(rows);
    return read;
  }

  test("have their costs in another currency beside the bill's, each month by its own rate", async () => {
    const beside = {
      to: "EUR",
      rates: [rateOf("2026-08", "0.91"), rateOf("2026-09", "0.873456789"), rateOf("2026-10", "0.88")],
    };
    const range = { from: "2026-09-16", to: "2026-11-01" };
    const asked = { range, before: { from: "2026-08-01", to: "2026-09-16" } };
    const rows = await written(asked, true, beside);
    const sums = new Map<string, Map<string, bigint>>();
    for (const { entry } of items) {
      const id = entry.dimensions["resourceId"] ?? null;
      if (id === null || entry.day < range.from) continue;
      const months = sums.get(id) ?? new Map<string, bigint>();
      sums.set(id, months);
      const month = entry.day.slice(0, 7);
      months.set(month, (months.get(month) ?? 0n) + (entry.amounts["unblended"] ?? 0n));
    }
    const expected = (id: string): string => {
      const months = [...(sums.get(id) ?? [])].map(([month, amount]) => ({
        month,
        amount: formatScaled(amount),
      }));
      return convertWhole(months, { from: "USD", ...beside }) ?? "0.0000000000";
    };
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map((row) => row["Cost (EUR)"])).toEqual(
      rows.map((row) => expected(row["Resource (as billed)"] ?? "")),
    );
    const listed = await everyRow({ ...asked, byMonth: true });
    const months = listed.map(({ months: of, cost }) => [sum(of.map((one) => one.cost ?? "0.0")), cost]);
    expect(months.map(([found]) => found)).toEqual(months.map(([, cost]) => sum([cost ?? "0.0"])));
    const partly = await written(asked, true, { to: "EUR", rates: [rateOf("2026-10", "0.88")] });
    const isInSeptember = (row: Row) => sums.get(row["Resource (as billed)"] ?? "")?.has("2026-09") === true;
    expect(partly.filter(isInSeptember).map((row) => row["Cost (EUR)"])).toEqual(
      partly.filter(isInSeptember).map(() => ""),
    );
  });

  test("are all that the list has, in its order, with what they are and their tags", async () => {
    for (const sort of [
      { by: "change", descending: false },
      { by: "lastSeen", descending: true },
    ] as const) {
      const listed = await everyRow({ sort });
      const tags = new Map(
        (
          await resourceTags(
            workspace,
            listed.map(({ resourceId, lastSeen }) => ({ resourceId, billingPeriod: lastSeen.slice(0, 7) })),
          )
        ).map((of) => [of.resourceId, of.tags.map(({ key, value }) => `${key}=${value}`).join("; ")]),
      );
      expect(tags.size).toBeGreaterThan(0);
      const rows = await written({ sort });
      expect(
        rows.map((row) => [
          row["Resource (as billed)"],
          row["Service"],
          row["Service (as billed)"],
          row["Account (as billed)"],
          row["Region"],
          row["Product family"],
          row["Instance type"],
          row["Usage type"],
          row["Tags"],
          row["First seen"],
          row["Last seen"],
          row["State"],
          row["Cost (USD)"],
          row["2026-09-01 - 2026-09-30 (USD)"],
        ]),
      ).toEqual(
        listed.map((one) => [
          one.resourceId,
          one.service.label ?? one.service.value ?? "",
          one.service.value ?? "",
          one.linkedAccount.value ?? "",
          one.region.value ?? "",
          one.productFamily.value ?? "",
          one.instanceType.value ?? "",
          one.usageType.value ?? "",
          tags.get(one.resourceId) ?? "",
          one.firstSeen,
          one.lastSeen,
          one.state === null ? "" : RESOURCE_STATE_NAMES[one.state],
          one.cost,
          one.before,
        ]),
      );
      for (const row of rows) {
        const [cost, before] = [row["Cost (USD)"] ?? "", row["2026-09-01 - 2026-09-30 (USD)"] ?? ""];
        expect(row["Change (USD)"]).toBe(
          formatScaled((parseScaled(cost) ?? 0n) - (parseScaled(before) ?? 0n)),
        );
        if (Number(before) !== 0)
          expect(Number(row["Change %"])).toBeCloseTo(
            ((Number(cost) - Number(before)) / Math.abs(Number(before))) * 100,
            3,
          );
      }
    }
  });

  test("follow state, search and filters; without a comparison there is no column for it", async () => {
    const listed = await everyRow({ state: "new", search: "i-" });
    expect(listed.length).toBeGreaterThan(0);
    const rows = await written({ state: "new", search: "i-" }, false);
    expect(rows.map((row) => row["Resource (as billed)"])).toEqual(
      listed.map(({ resourceId }) => resourceId),
    );
    expect(Object.keys(rows[0] ?? {}).at(-1)).toBe("Cost (USD)");
    expect(Object.keys(rows[0] ?? {})).not.toContain("State");
  });

  test("usage has the unit of each row", async () => {
    const listed = await everyRow({ metric: "usageAmount" });
    const rows = await written({ metric: "usageAmount" }, false);
    expect(rows.map((row) => [row["Resource (as billed)"], row["Cost"], row["Unit"]])).toEqual(
      listed.map(({ resourceId, cost, unit }) => [resourceId, cost ?? "", unit ?? ""]),
    );
  });
});

test("a whole history is one period without another", async () => {
  const { rows } = await ask({ range: ALL, before: null, limit: 5 });
  for (const { resourceId, cost, state } of rows) {
    const own = items.filter(({ entry }) => entry.dimensions["resourceId"] === resourceId);
    expect(cost).toBe(
      formatScaled(own.reduce((total, { entry }) => total + (entry.amounts["unblended"] ?? 0n), 0n)),
    );
    expect(state).toBeNull();
  }
});

function someTag(): readonly [string, string] {
  for (const { row, entry } of items) {
    if (entry.dimensions["resourceId"] === null) continue;
    for (const [key, values] of tagValues([{ row, entry }])) return [key, [...values][0] ?? ""];
  }
  throw new Error("the sample has no tags");
}

/** Values of each tag that line items carry. */
function tagValues(of: readonly Item[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { row } of of)
    for (const [header, value] of Object.entries(row)) {
      const [, name] = /^resourceTags\/(?:user:)?(.+)$/.exec(header) ?? [];
      if (name !== undefined && value !== "") found.set(name, (found.get(name) ?? new Set()).add(value));
    }
  return found;
}
