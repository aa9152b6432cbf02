import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHARGE_KINDS, GROUPINGS_OF, type ChargeKind } from "#core/charges/charge-kind.ts";
import type { ChargesAnswer } from "#core/charges/charges-query.ts";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { closedOptions } from "#core/sample/world.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { type OpenWorkspace, openWorkspace } from "../workspace/open-workspace.ts";
import { queryCharges } from "./answer-charges.ts";

type CsvRow = Readonly<Record<string, string>>;
type Columns = Readonly<
  Record<"type" | "entity" | "service" | "usageType" | "operation" | "family" | "cost", string>
>;

const RANGE = { from: "2026-10-01", to: "2026-11-01" };
const TRANSFER =
  /AWS-Out-Bytes|S3RTC|DataXfer|-In-A?O?Bytes|(TransitGateway|NatGateway)-Bytes|DataTransfer-(Out|Regional|xAZ)/;
const NETWORK =
  /(NatGateway|TransitGateway)-Hours|VpcEndpoint-(Hours|Bytes)|LoadBalancerUsage|LCUUsage|PublicIPv4|VPN-Usage-Hours/;
const USAGE = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "FlatRateSubscription"];
const APART = ["Tax", "Credit", "Refund", "Adjustment"];

/** Where each format has what the rules read. FOCUS has a category of the service, not the product family. */
const COLUMNS: Readonly<Record<SampleFormat, Columns>> = {
  legacy: {
    type: "lineItem/LineItemType",
    entity: "bill/BillingEntity",
    service: "lineItem/ProductCode",
    usageType: "lineItem/UsageType",
    operation: "lineItem/Operation",
    family: "product/ProductFamily",
    cost: "lineItem/UnblendedCost",
  },
  cur2: {
    type: "line_item_line_item_type",
    entity: "bill_billing_entity",
    service: "line_item_product_code",
    usageType: "line_item_usage_type",
    operation: "line_item_operation",
    family: "product_product_family",
    cost: "line_item_unblended_cost",
  },
  focus: {
    type: "ChargeCategory",
    entity: "ProviderName",
    service: "x_ServiceCode",
    usageType: "SkuMeter",
    operation: "x_Operation",
    family: "",
    cost: "BilledCost",
  },
};

/** The rules in words of their own, over the files' own columns. */
function belongs(kind: ChargeKind, row: CsvRow, columns: Columns): boolean {
  const text = (name: keyof Columns): string => row[columns[name]] ?? "";
  const isOfMarketplace = text("entity") === "AWS Marketplace";
  const isUsage = USAGE.includes(text("type")) && !isOfMarketplace;
  const isApart = APART.includes(text("type"));
  switch (kind) {
    case "dataTransfer":
      return isUsage && (text("family") === "Data Transfer" || TRANSFER.test(text("usageType")));
    case "networkServices":
      return isUsage && NETWORK.test(text("usageType"));
    case "marketplace":
      return isOfMarketplace && !isApart;
    case "support":
      return text("service").startsWith("AWSSupport") && !isApart;
    case "tax":
      return text("type") === "Tax";
    case "credits":
      return text("type") === "Credit";
    case "refunds":
      return ["Refund", "Adjustment"].includes(text("type"));
  }
}

describe("one month as legacy CUR, CUR 2.0 and FOCUS", () => {
  let folder: string;
  const held = new Map<
    SampleFormat,
    { readonly workspace: OpenWorkspace; readonly rows: readonly CsvRow[] }
  >();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-charge-formats-"));
    for (const format of ["legacy", "cur2", "focus"] as const) held.set(format, await imported(format));
  }, 120_000);
  afterAll(async () => {
    for (const { workspace } of held.values()) await workspace.database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function imported(format: SampleFormat) {
    const directory = join(folder, format);
    const world = { ...closedOptions("2026-10", 1), rows: 8_000 };
    const { files } = await writeSample({ directory, world, format });
    const workspace = await openWorkspace(`${directory}-workspace`, new Date(0));
    const report = await importPaths({
      ...workspace,
      paths: [directory],
      leaveOut: [],
      now: () => new Date(0),
    });
    if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
    const parsed = await Promise.all(
      files
        .filter((file) => file.endsWith(".csv.gz"))
        .map(async (file) => parse<CsvRow>(gunzipSync(await readFile(file)), { columns: true })),
    );
    const { operation } = COLUMNS[format];
    const rows = parsed.flat().filter((row) => !["EKSPod-EC2", "ECSTask-EC2"].includes(row[operation] ?? ""));
    return { workspace, rows };
  }

  function of(format: SampleFormat) {
    const found = held.get(format);
    if (found === undefined) throw new Error(`not imported: ${format}`);
    return found;
  }

  async function ask(format: SampleFormat, kind: ChargeKind): Promise<ChargesAnswer> {
    const { database, directory } = of(format).workspace;
    return queryCharges(database, directory, {
      kind,
      category: null,
      groupBy: GROUPINGS_OF[kind][0],
      metric: "unblended",
      range: RANGE,
      filters: [],
      currency: "USD",
    });
  }

  function expected(format: SampleFormat, kind: ChargeKind, cost = COLUMNS[format].cost) {
    const columns = COLUMNS[format];
    const own = of(format).rows.filter((row) => belongs(kind, row, columns));
    const total = own.reduce((sum, row) => sum + (parseScaled(row[cost] ?? "") ?? 0n), 0n);
    return { total: formatScaled(total), lineItems: own.length };
  }

  const cases = (["legacy", "cur2", "focus"] as const).flatMap((format) =>
    CHARGE_KINDS.map((kind) => [format, kind] as const),
  );

  test.each(cases)("%s: %s has the total of the file's own columns", async (format, kind) => {
    const { total, lineItems } = await ask(format, kind);
    const wanted = expected(format, kind);
    expect(lineItems).toBe(wanted.lineItems);
    expect(lineItems).toBeGreaterThan(0);
    expect(total).toBe(wanted.total);
  });

  test.each(CHARGE_KINDS)("%s of CUR 2.0 is that of legacy CUR", async (kind) => {
    const [legacy, cur2] = [await ask("legacy", kind), await ask("cur2", kind)];
    expect([cur2.total, cur2.lineItems]).toEqual([legacy.total, legacy.lineItems]);
    expect(partsOf(cur2)).toEqual(partsOf(legacy));
  });

  test.each(CHARGE_KINDS)("%s of FOCUS is that of CUR 2.0 net of private discounts", async (kind) => {
    const focus = await ask("focus", kind);
    const net = expected("cur2", kind, "line_item_net_unblended_cost");
    expect([focus.total, focus.lineItems]).toEqual([net.total, net.lineItems]);
  });

  test.each(["dataTransfer", "networkServices"] as const)(
    "FOCUS finds the same line items in each category of %s",
    async (kind) => {
      const [legacy, focus] = [await ask("legacy", kind), await ask("focus", kind)];
      expect(countsOf(focus)).toEqual(countsOf(legacy));
    },
  );

  // FOCUS bills net of private discounts and has no gross cost beside it; it has neither tax types nor product families.
  test("what FOCUS cannot tell is named, not shown as nothing", async () => {
    expect((await ask("focus", "tax")).lacking).toEqual([
      { billingPeriod: "2026-10", dimensions: ["taxType"] },
    ]);
    expect((await ask("legacy", "tax")).lacking).toEqual([]);
    const [gross, net] = [await ask("legacy", "dataTransfer"), await ask("focus", "dataTransfer")];
    expect(parseScaled(gross.total ?? "") ?? 0n).toBeGreaterThan(parseScaled(net.total ?? "") ?? 0n);
  });
});

/** What an answer is divided into, with the total of each part. */
function partsOf({ groups }: ChargesAnswer): unknown {
  return groups.map(({ key, total }) => [key, total]).toSorted();
}

function countsOf({ groups }: ChargesAnswer): unknown {
  return groups.map(({ key, lineItems }) => [key, lineItems]).toSorted();
}
