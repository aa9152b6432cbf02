import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AllocationQuery } from "#core/allocation/allocation-query.ts";
import { ALLOCATION_RULE_REF, ruleDimension } from "#core/allocation/model-dimension.ts";
import type { AllocationModel } from "#core/allocation/model.ts";
import { mergedProfile } from "#core/allocation/merge-values.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { formatScaled, parseScaled, scaledOf, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { removeDelivery } from "../catalogue/catalogue.ts";
import { queryCosts } from "../cost/query-costs.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { lineItemPage } from "../line-items/page.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { tableCsv } from "#core/export/table-text.ts";
import { queryAllocation, queryChargeback, queryPreview, queryStatement } from "./allocation.ts";
import { reportTag, reportTags } from "./tags.ts";

const RANGE = { from: "2026-09-01", to: "2026-11-01" };
type Item = Readonly<Record<string, string>>;

let folder: string;
let database: Database;
let directory: string;
let items: readonly Item[];
let accounts: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-allocation-"));
  const world = { ...closedOptions("2026-10", 2), rows: 4_000, hourlyMonths: 1 };
  const { files } = await writeSample({ directory: join(folder, "files"), world, format: "legacy" });
  items = await itemsOf(files);
  accounts = [...new Set(items.map((item) => item["lineItem/UsageAccountId"] ?? ""))].toSorted();
  ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
  const paths = [join(folder, "files")];
  const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
});

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function itemsOf(files: readonly string[]): Promise<readonly Item[]> {
  const read = files
    .filter((file) => file.endsWith(".csv.gz"))
    .map(async (file): Promise<Item[]> => parse(gunzipSync(await readFile(file)), { columns: true }));
  const all = (await Promise.all(read)).flat();
  return all.filter((item) => !["EKSPod-EC2", "ECSTask-EC2"].includes(item["lineItem/Operation"] ?? ""));
}

const include = (dimension: Filter["dimension"], ...values: (string | null)[]): Filter => ({
  dimension,
  mode: "include",
  values,
});

/** Two units by tag and account, and a pool of what nobody runs. */
function model(): AllocationModel {
  return {
    id: "m",
    name: "By environment",
    units: [
      { id: "prod", name: "Production", parentId: null, split: null },
      { id: "rest", name: "=Rest", parentId: "prod", split: null },
      { id: "shared", name: "Shared", parentId: null, split: { kind: "proportional", to: null } },
    ],
    rules: [
      { id: "1", unitId: "shared", filters: [include("lineItemType", "Tax", "Fee")] },
      { id: "2", unitId: "prod", filters: [include("tag:env", "prod", "Prod")] },
      { id: "3", unitId: "rest", filters: [include("linkedAccount", ...accounts.slice(0, 3))] },
      { id: "4", unitId: "prod", filters: [include("tag:env", "prod"), include("service", "AmazonEC2")] },
    ],
  };
}

function takes(rule: string, item: Item): boolean {
  const env = item["resourceTags/user:env"] ?? "";
  switch (rule) {
    case "1":
      return ["Tax", "Fee"].includes(item["lineItem/LineItemType"] ?? "");
    case "2":
      return ["prod", "Prod"].includes(env);
    case "3":
      return accounts.slice(0, 3).includes(item["lineItem/UsageAccountId"] ?? "");
    default:
      return env === "prod" && item["lineItem/ProductCode"] === "AmazonEC2";
  }
}

const RULES = ["1", "2", "3", "4"];
const costOf = (item: Item): bigint => parseScaled(item["lineItem/UnblendedCost"] ?? "") ?? 0n;
const monthOf = (item: Item): string => (item["bill/BillingPeriodStartDate"] ?? "").slice(0, 7);
const total = (found: readonly Item[]): bigint => found.reduce((all, item) => all + costOf(item), 0n);
const wonBy = (rule: string | undefined): readonly Item[] =>
  items.filter((item) => RULES.find((one) => takes(one, item)) === rule);

function asked(more: Partial<AllocationQuery> = {}): AllocationQuery {
  return {
    model: model(),
    profiles: [],
    metric: "unblended",
    granularity: "month",
    range: RANGE,
    currency: null,
    ...more,
  };
}

test("a rule that names a deleted virtual tag takes nothing, the rest is divided as without it", async () => {
  const whole = model();
  const [first] = whole.rules;
  if (first === undefined) throw new Error("no rule");
  const gone = include("profile:Deleted", "x");
  const broken = { ...whole, rules: [{ ...first, id: "0", filters: [gone] }, ...whole.rules] };
  const workspace = { database, directory };
  expect((await queryAllocation(workspace, asked({ model: broken }))).units).toEqual(
    (await queryAllocation(workspace, asked())).units,
  );
  const { rules } = await queryPreview(workspace, asked({ model: broken }));
  expect(rules[0]).toMatchObject({ takenLineItems: 0, aloneLineItems: 0 });
  expect(rules.slice(1).map(({ taken }) => taken)).toEqual(
    (await queryPreview(workspace, asked())).rules.map(({ taken }) => taken),
  );
});

async function ask(query: Partial<CostQuery>): Promise<CostAnswer> {
  return queryCosts(database, directory, {
    metric: "unblended",
    granularity: "total",
    range: RANGE,
    groupBy: [],
    filters: [],
    currency: null,
    top: null,
    ...query,
  });
}

const books = () => ({ database, directory });

describe("a model over the sample world", () => {
  test("units before and after the split are what the files say, and sum to the bill", async () => {
    const answer = await queryAllocation(books(), asked());
    expect(answer.answeredFrom).toBe("cut");
    expect(answer.total).toBe(formatScaled(total(items)));
    const direct = {
      prod: total([...wonBy("2"), ...wonBy("4")]),
      rest: total(wonBy("3")),
      shared: total(wonBy("1")),
    };
    for (const [unitId, amount] of Object.entries(direct))
      expect(answer.units.find((one) => one.unitId === unitId)?.direct.total).toBe(formatScaled(amount));
    expect(answer.unallocated.total).toBe(formatScaled(total(wonBy(undefined))));
    for (const [at, month] of answer.buckets.entries()) {
      const of = (found: readonly Item[]): bigint => total(found.filter((item) => monthOf(item) === month));
      const [prod, rest, pool] = [of([...wonBy("2"), ...wonBy("4")]), of(wonBy("3")), of(wonBy("1"))];
      const share = (pool * prod) / (prod + rest);
      const got = scaledOf(answer.units[0]?.received[0]?.amounts.values[at] ?? "0.0");
      expect([share, share + 1n]).toContain(got);
      expect(scaledOf(answer.units[1]?.received[0]?.amounts.values[at] ?? "0.0")).toBe(pool - got);
    }
    expect(sum([answer.unallocated.total ?? "", ...answer.units.map((one) => one.after.total ?? "")])).toBe(
      answer.total,
    );
  });

  test("a day costs the same whatever days are asked for", async () => {
    const whole = await queryAllocation(books(), asked({ granularity: "day" }));
    const some = await queryAllocation(
      books(),
      asked({ granularity: "day", range: { from: "2026-10-09", to: "2026-10-12" } }),
    );
    const at = whole.buckets.indexOf("2026-10-09");
    for (const [index, { after }] of some.units.entries())
      expect(after.values).toEqual(whole.units[index]?.after.values.slice(at, at + 3));
  });

  test("cut, roll-up and line items give the same numbers", async () => {
    const answer = await queryAllocation(books(), asked({ granularity: "day", metric: "amortized" }));
    const rules = model().rules.map(({ id, unitId, filters }) => ({ id, value: unitId, filters }));
    const profile: TagProfile = { id: "p", name: "unit", source: null, rules };
    const exact = await ask({
      metric: "amortized",
      granularity: "day",
      groupBy: ["profile:unit"],
      profiles: [profile],
    });
    expect(exact.answeredFrom).toBe("lineItems");
    for (const { key, values } of exact.groups) {
      const [unitId = null] = key;
      const found =
        unitId === null ? answer.unallocated : answer.units.find((one) => one.unitId === unitId)?.direct;
      expect(found?.values).toEqual(values);
    }
    const simple = { ...model(), rules: model().rules.filter(({ id }) => id === "1" || id === "3") };
    const daily = await queryAllocation(books(), asked({ model: simple }));
    expect(daily.answeredFrom).toBe("daily");
    expect(daily.total).toBe((await queryAllocation(books(), asked())).total);
  });

  test("cuts lie beside the line items of their delivery, one per set of dimensions", async () => {
    await queryAllocation(books(), asked());
    await queryAllocation(books(), asked({ metric: "blended" }));
    const found = (await readdir(join(directory, "line-items"), { recursive: true })).filter((file) =>
      file.includes("cut-"),
    );
    expect(found.every((file) => file.endsWith(".parquet"))).toBe(true);
    expect(new Set(found.map((file) => dirname(file))).size).toBe(2);
  });

  test("the preview tells what a rule takes and what those above it took away", async () => {
    const preview = await queryPreview(books(), asked());
    expect(preview.rules).toEqual(
      RULES.map((rule) => ({
        ruleId: rule,
        taken: formatScaled(total(wonBy(rule))),
        takenLineItems: wonBy(rule).length,
        alone: formatScaled(total(items.filter((item) => takes(rule, item)))),
        aloneLineItems: items.filter((item) => takes(rule, item)).length,
      })),
    );
    expect(preview.rules[3]?.takenLineItems).toBe(0);
    expect(preview.unallocated).toBe(formatScaled(total(wonBy(undefined))));
  });

  test("what a rule takes is a question of its own: the rule as a dimension", async () => {
    const answer = await ask({ groupBy: [ALLOCATION_RULE_REF], profiles: [ruleDimension(model())] });
    const taken = new Map(answer.groups.map(({ key, total: amount }) => [key[0], amount]));
    // The fourth rule takes nothing: what it matches goes to the second.
    expect([...taken.keys()].toSorted()).toEqual(["1", "2", "3", null]);
    for (const [place, amount] of taken)
      expect(amount).toBe(
        formatScaled(total(wonBy(place === null ? undefined : (RULES[Number(place) - 1] ?? "")))),
      );
  });

  test("the chargeback sums to the bill, and to each unit", async () => {
    const table = await queryChargeback(books(), asked());
    const lines: Item[] = parse(tableCsv(table), { columns: true });
    expect(lines).toHaveLength(table.rows.length);
    const amounts = (name: string, found = lines): string =>
      sum(found.map((line) => formatScaled(parseScaled(line[name] ?? "") ?? 0n)));
    expect(amounts("total_cost")).toBe(formatScaled(total(items)));
    expect(scaledOf(amounts("shared_cost"))).toBe(0n);
    const answer = await queryAllocation(books(), asked({ granularity: "total" }));
    expect(
      amounts(
        "total_cost",
        lines.filter((line) => line["unit"] === "Production / =Rest"),
      ),
    ).toBe(answer.units[1]?.after.total);
    const services = await queryStatement(books(), { ...asked(), unitId: "prod", by: "service" });
    expect(sum(services.map((row) => row.total))).toBe(
      sum(answer.units.slice(0, 2).map(({ after }) => after.total ?? "")),
    );
  });
});

describe("virtual tags", () => {
  test("values are merged, others stay, and the money is the same", async () => {
    const plain = await ask({ groupBy: ["tag:env"] });
    const moneyOf = (value: string | null): string =>
      plain.groups.find(({ key: [found] }) => found === value)?.total ?? "0.0";
    const profile = mergedProfile([], {
      ref: "tag:env",
      keep: "prod",
      values: ["prod", "Prod", "PROD"],
      newId: () => "1",
    });
    const made = await ask({ groupBy: ["profile:env"], profiles: [profile] });
    expect(made.total).toBe(plain.total);
    expect(made.groups.find(({ key: [found] }) => found === "prod")?.total).toBe(
      sum(["prod", "Prod", "PROD"].map(moneyOf)),
    );
    expect(made.groups.find(({ key: [found] }) => found === null)?.total).toBe(moneyOf(null));
    const filtered = await ask({ filters: [include("profile:env", "prod")], profiles: [profile] });
    const page = await lineItemPage(database, directory, {
      range: RANGE,
      filters: [include("profile:env", "prod")],
      profiles: [profile],
      columns: ["line_item_usage_account_id"],
      sort: null,
      offset: 0,
      limit: 1,
    });
    expect(page.totals["USD"]).toBe(filtered.total);
    expect(page.totalRows).toBe(filtered.lineItems);
  });

  test("one made of roll-up dimensions is answered from the roll-up", async () => {
    const rules = [{ id: "1", value: "Compute", filters: [include("service", "AmazonEC2")] }];
    const answer = await ask({
      groupBy: ["profile:kind"],
      profiles: [{ id: "1", name: "kind", source: "service", rules }],
    });
    expect(answer.answeredFrom).toBe("daily");
    const names = answer.groups.map(({ key: [name] }) => name);
    expect(names).toContain("Compute");
    expect(names).not.toContain("AmazonEC2");
  });

  test("without its rules a virtual tag is not guessed", async () => {
    await expect(ask({ groupBy: ["profile:nothing"] })).rejects.toMatchObject({
      failure: { code: "query.unknown_dimension", params: { dimension: "profile:nothing" } },
    });
  });
});

describe("tag governance", () => {
  const query = { metric: "unblended" as const, range: RANGE, currency: null };
  const tagged = (header: string): readonly Item[] => items.filter((item) => (item[header] ?? "") !== "");

  test("coverage of every key in money", async () => {
    const report = await reportTags(books(), query);
    expect(report.total).toBe(formatScaled(total(items)));
    for (const key of ["env", "app", "team", "Team"])
      expect(report.keys.find(({ ref }) => ref === `tag:${key}`)?.tagged).toBe(
        formatScaled(total(tagged(`resourceTags/user:${key}`))),
      );
  });

  test("values that look alike, with the money behind each, and where the untagged money is", async () => {
    const detail = await reportTag(books(), { ...query, ref: "tag:env" });
    const group = detail.alike.find(({ values }) => values.some(({ value }) => value === "prod"));
    expect(group?.values.map(({ value }) => value).toSorted()).toEqual(["PROD", "Prod", "prod"]);
    for (const { value, total: money } of group?.values ?? [])
      expect(money).toBe(
        formatScaled(total(items.filter((item) => item["resourceTags/user:env"] === value))),
      );
    for (const { months, total: money } of [...(group?.values ?? []), ...detail.untaggedByService])
      expect(sum(months.flatMap(({ amount }) => (amount === null ? [] : [amount])))).toBe(money);
    expect(detail.untaggedByService.flatMap(({ months }) => months.map(({ month }) => month))).toContain(
      "2026-09",
    );
    const untagged = formatScaled(total(items) - total(tagged("resourceTags/user:env")));
    const without = items.filter((item) => (item["resourceTags/user:env"] ?? "") === "");
    for (const { value, total: money, lineItems } of detail.untaggedByAccount) {
      const own = without.filter((item) => item["lineItem/UsageAccountId"] === value);
      expect([value, money, lineItems]).toEqual([value, formatScaled(total(own)), own.length]);
    }
    expect(sum(detail.untaggedByService.map((row) => row.total))).toBe(untagged);
    expect(sum(detail.untaggedByAccount.map((row) => row.total))).toBe(untagged);
  });
});

test("a delivery that is taken out takes its cuts along and is in no answer", async () => {
  const before = await queryAllocation(books(), asked());
  const rows = await database.read(async (connection) =>
    (await connection.runAndReadAll("SELECT id FROM delivery WHERE billing_period = '2026-10'")).getRows(),
  );
  for (const [id] of rows) await removeDelivery({ database, directory }, String(id));
  const left = await queryAllocation(books(), asked());
  expect(left.buckets).toEqual(["2026-09", "2026-10"]);
  expect(left.values).toEqual([before.values[0], null]);
  expect(left.units.map(({ after }) => after.values[0])).toEqual(
    before.units.map(({ after }) => after.values[0]),
  );
  const cuts = (await readdir(join(directory, "line-items"), { recursive: true })).filter((file) =>
    file.includes("cut-"),
  );
  expect(new Set(cuts.map((file) => dirname(file))).size).toBe(1);
});
