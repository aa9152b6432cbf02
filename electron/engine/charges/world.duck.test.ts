import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHARGE_KINDS, GROUPINGS_OF, type ChargeKind } from "#core/charges/charge-kind.ts";
import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import { chargeCell, restOfCharges } from "#core/charges/drill.ts";
import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import { canonical, formatScaled, parseScaled, subtract, sum } from "#core/money/decimal.ts";
import { closedOptions } from "#core/sample/world.ts";
import { queryCosts } from "../cost/query-costs.ts";
import type { Database } from "../duckdb/database.ts";
import { explainCell } from "../explain/explain-cell.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { queryCharges } from "./answer-charges.ts";

type CsvRow = Readonly<Record<string, string>>;
const MONTHS = ["2026-07", "2026-08", "2026-09", "2026-10"];
const RANGE = { from: "2026-07-01", to: "2026-11-01" };
const SPLIT = ["EKSPod-EC2", "ECSTask-EC2"];
const USAGE = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "FlatRateSubscription"];

/** The rules once more, over rows of the files and in words of their own. */
const EXPECTED_BY = {
  dataTransfer: (row: CsvRow) =>
    isUsage(row) &&
    (text(row, "product/ProductFamily") === "Data Transfer" ||
      text(row, "product/productFamily") === "Data Transfer" ||
      /AWS-Out-Bytes|S3RTC|DataXfer|-In-A?O?Bytes|(TransitGateway|NatGateway)-Bytes|DataTransfer-(Out|Regional|xAZ)/.test(
        text(row, "lineItem/UsageType"),
      )),
  networkServices: (row: CsvRow) =>
    isUsage(row) &&
    /(NatGateway|TransitGateway)-Hours|VpcEndpoint-(Hours|Bytes)|LoadBalancerUsage|LCUUsage|PublicIPv4|VPN-Usage-Hours/.test(
      text(row, "lineItem/UsageType"),
    ),
  marketplace: (row: CsvRow) =>
    row["bill/BillingEntity"] === "AWS Marketplace" && !isApart(text(row, "lineItem/LineItemType")),
  support: (row: CsvRow) =>
    text(row, "lineItem/ProductCode").startsWith("AWSSupport") &&
    !isApart(text(row, "lineItem/LineItemType")),
  tax: (row: CsvRow) => row["lineItem/LineItemType"] === "Tax",
  credits: (row: CsvRow) => row["lineItem/LineItemType"] === "Credit",
  refunds: (row: CsvRow) => row["lineItem/LineItemType"] === "Refund",
} satisfies Readonly<Record<ChargeKind, (row: CsvRow) => boolean>>;

describe("charges of the sample world", () => {
  let folder: string;
  let database: Database;
  let directory: string;
  let rows: readonly CsvRow[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-charges-"));
    const { files } = await writeSample({
      directory: join(folder, "files"),
      world: { ...closedOptions("2026-10", MONTHS.length), rows: 8_000 },
      format: "legacy",
    });
    rows = await rowsOf(files.filter((file) => file.endsWith(".csv.gz")));
    ({ database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0)));
    const paths = [join(folder, "files")];
    const report = await importPaths({ database, directory, paths, leaveOut: [], now: () => new Date(0) });
    if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const questionOf = (query: Partial<ChargesQuery> & Pick<ChargesQuery, "kind">): ChargesQuery => ({
    category: null,
    groupBy: GROUPINGS_OF[query.kind][0],
    metric: "unblended",
    range: RANGE,
    filters: [],
    currency: "USD",
    ...query,
  });
  const ask = (query: Partial<ChargesQuery> & Pick<ChargesQuery, "kind">): Promise<ChargesAnswer> =>
    queryCharges(database, directory, questionOf(query));

  test.each(Object.entries(EXPECTED_BY))(
    "%s has the total of the files, month by month",
    async (name, belongs) => {
      const kind = kindNamed(name);
      const own = rows.filter(belongs);
      const answer = await ask({ kind });
      expect(answer.total).toBe(sumOf(own));
      expect(answer.lineItems).toBe(own.length);
      expect(answer.values).toEqual(
        MONTHS.map((month) => sumOf(own.filter((row) => periodOf(row) === month))),
      );
      expect(answer.lacking).toEqual([]);
      if (["dataTransfer", "marketplace", "support", "tax", "credits", "refunds"].includes(kind))
        expect(own.length).toBeGreaterThan(0);
    },
  );

  test.each(Object.keys(EXPECTED_BY))("every division of %s has that total", async (name) => {
    const kind = kindNamed(name);
    const { total } = await ask({ kind });
    const whole = kind === "dataTransfer" ? (await ask({ kind, category: "interRegion" })).total : null;
    for (const groupBy of GROUPINGS_OF[kind]) {
      const answer = await ask({ kind, groupBy });
      expect([groupBy, answer.total]).toEqual([groupBy, groupBy === "regionPair" ? whole : total]);
    }
  });

  test("the volume is that of the files", async () => {
    const own = rows.filter(
      (row) => EXPECTED_BY.dataTransfer(row) && /^gb$|^gigabytes$/i.test(text(row, "pricing/unit")),
    );
    const gigabytes = own.reduce((sum, row) => sum + amount(row, "lineItem/UsageAmount"), 0n);
    const cost = own
      .filter((row) => amount(row, "lineItem/UsageAmount") !== 0n)
      .reduce((sum, row) => sum + amount(row, "lineItem/UnblendedCost"), 0n);
    const { volume } = await ask({ kind: "dataTransfer" });
    expect(volume?.gigabytes).toBe(formatScaled(gigabytes));
    expect(volume?.cost).toBe(formatScaled(cost));
    expect(volume?.rate).toBe(formatScaled((cost * 10n ** 18n) / gigabytes));
  });

  test("support is told per payer beside the payer's whole bill", async () => {
    const { groups } = await ask({ kind: "support", groupBy: "payerAccount" });
    for (const group of groups) {
      const payer = rows.filter((row) => row["bill/PayerAccountId"] === group.key[0]);
      expect(group.bill).toBe(sumOf(payer));
    }
  });

  test("credits by description come from the line items, and narrow to them", async () => {
    const answer = await ask({ kind: "credits", groupBy: "description" });
    expect(answer.answeredFrom).toBe("lineItems");
    for (const { key, total, narrow } of answer.groups) {
      const own = rows.filter(
        (row) => EXPECTED_BY.credits(row) && row["lineItem/LineItemDescription"] === key[0],
      );
      expect(total).toBe(sumOf(own));
      const costs = await queryCosts(database, directory, {
        metric: "unblended",
        granularity: "total",
        range: RANGE,
        groupBy: [],
        filters: [...narrow, { dimension: "lineItemType", mode: "include", values: ["Credit"] }],
        currency: null,
        top: null,
      });
      expect(costs.total).toBe(total);
    }
  });

  test("a month that is not held is unknown, not zero", async () => {
    const answer = await ask({ kind: "tax", range: { from: "2026-06-01", to: "2026-08-01" } });
    expect(answer.values[0]).toBeNull();
    expect(answer.values[1]).not.toBeNull();
  });

  test("every number of every view explains itself: its groups, months and rest", async () => {
    for (const kind of CHARGE_KINDS)
      for (const groupBy of GROUPINGS_OF[kind]) {
        const answer = await ask({ kind, groupBy });
        const query = questionOf({ kind, groupBy });
        await expectTold([kind, groupBy], chargeCell(query, null), answer);
        for (const group of answer.groups.slice(0, 3)) {
          const of = [kind, groupBy, ...group.key];
          await expectTold(of, chargeCell(query, group), group);
          const month = { total: group.values[1] ?? null, lineItems: null };
          await expectTold([...of, MONTHS[1] ?? ""], chargeCell(query, group, MONTHS[1]), month);
        }
        const shown = answer.groups.slice(0, 1);
        const rest = restOfCharges(query, shown);
        expect(rest === null).toBe(groupBy === "regionPair");
        const [first] = shown;
        if (rest === null || first === undefined || answer.groups.length === 1) continue;
        const left = subtract(answer.total ?? "", first.total ?? "");
        const lineItems = answer.lineItems - first.lineItems;
        await expectTold([kind, groupBy, "rest"], rest, { total: left, lineItems });
      }
  });

  async function expectTold(
    of: readonly (string | null)[],
    cell: CostCell,
    shown: { readonly total: string | null; readonly lineItems: number | null },
  ): Promise<void> {
    for (const from of ["store", "lineItems"] as const) {
      const told = await explainCell({ database, directory }, cell, from);
      const parts = sum(told.parts.map(({ amount: part }) => part ?? "0.0"));
      expect([...of, from, told.total ?? "0.0000000000", canonical(parts)]).toEqual([
        ...of,
        from,
        shown.total ?? "0.0000000000",
        canonical(shown.total ?? "0.0"),
      ]);
      if (shown.lineItems !== null) expect([...of, told.lineItems]).toEqual([...of, shown.lineItems]);
    }
  }

  test("a division that is not of the kind is refused", async () => {
    await expect(ask({ kind: "tax", groupBy: "category" })).rejects.toMatchObject({
      failure: { code: "query.invalid" },
    });
  });
});

function kindNamed(name: string): ChargeKind {
  const found = CHARGE_KINDS.find((kind) => kind === name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
}

async function rowsOf(files: readonly string[]): Promise<readonly CsvRow[]> {
  const parsed = await Promise.all(
    files.map(async (file) => parse<CsvRow>(gunzipSync(await readFile(file)), { columns: true })),
  );
  return parsed.flat().filter((row) => !SPLIT.includes(text(row, "lineItem/Operation")));
}

function isUsage(row: CsvRow): boolean {
  return (
    USAGE.includes(text(row, "lineItem/LineItemType")) && row["bill/BillingEntity"] !== "AWS Marketplace"
  );
}

function isApart(type: string): boolean {
  return ["Tax", "Credit", "Refund"].includes(type);
}

function periodOf(row: CsvRow): string {
  return text(row, "bill/BillingPeriodStartDate").slice(0, 7);
}

function text(row: CsvRow, name: string): string {
  return row[name] ?? "";
}

function amount(row: CsvRow, name: string): bigint {
  return parseScaled(text(row, name)) ?? 0n;
}

function sumOf(own: readonly CsvRow[]): string {
  return formatScaled(own.reduce((sum, row) => sum + amount(row, "lineItem/UnblendedCost"), 0n));
}
