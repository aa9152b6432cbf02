import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { raw } from "#core/sql/sql.ts";
import { listDeliveries, listQuality } from "../catalogue/catalogue.ts";
import { openTestWorkspace, type TestWorkspace } from "./ingest.fixture.ts";
import { csv, lineItem, put, putGzip } from "./report-files.fixture.ts";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const path = (name: string) => join(workspace.sources, name);
const parquet = (name: string, select: string, options = "") =>
  workspace.rows(raw(`COPY (${select}) TO '${path(name)}' (FORMAT parquet${options})`));

const CUR2_ROW = {
  bill_payer_account_id: "000000000012",
  bill_billing_period_start_date: "2026-05-01 00:00:00",
  line_item_usage_start_date: "2026-05-02 03:00:00",
  line_item_line_item_type: "Usage",
  line_item_usage_account_id: "012345678901",
  line_item_usage_account_name: "Shop",
  line_item_product_code: "AmazonEC2",
  line_item_currency_code: "USD",
  line_item_unblended_cost: "0.25",
  product: '{"product_name":"Amazon Elastic Compute Cloud","region":"us-east-1"}',
  resource_tags: '{"user_team":"a \\"quoted\\" one","aws_created_by":null}',
  tags: "{}",
  discount: "not json",
};

it("reads CUR 2.0 as CSV with maps in JSON text", async () => {
  await putGzip(path("export-00001.csv.gz"), csv([CUR2_ROW], Object.keys(CUR2_ROW)));
  const report = await workspace.import([path("export-00001.csv.gz")]);
  expect(report.periods).toMatchObject([
    { format: "cur2", billingPeriod: "2026-05", unblended: "0.2500000000" },
  ]);
  expect(await workspace.lineItems("product, resource_tags, tags, discount, unreadable")).toEqual([
    {
      product: { product_name: "Amazon Elastic Compute Cloud", region: "us-east-1" },
      resource_tags: { user_team: 'a "quoted" one', aws_created_by: null },
      tags: {},
      discount: null,
      unreadable: "discount=not json",
    },
  ]);
  expect(await workspace.rows(raw("SELECT * FROM label ORDER BY ALL"))).toEqual([
    { dimension: "linkedAccount", value: "012345678901", label: "Shop" },
    { dimension: "service", value: "AmazonEC2", label: "Amazon Elastic Compute Cloud" },
  ]);
});

it("reads CUR 2.0 as Parquet with native maps, doubles and timestamps", async () => {
  await parquet(
    "export-00001.snappy.parquet",
    `SELECT '000000000012' AS bill_payer_account_id, TIMESTAMP_MS '2026-05-01 00:00:00' AS bill_billing_period_start_date,
       TIMESTAMPTZ '2026-05-02 03:00:00+02' AS line_item_usage_start_date, 'Usage' AS line_item_line_item_type,
       'USD' AS line_item_currency_code, 0.1::DOUBLE AS line_item_unblended_cost, 8.0e-7::DOUBLE AS line_item_usage_amount,
       MAP {'edp': 0.5::DOUBLE} AS discount, MAP {'user_team': 'a'} AS resource_tags, NULL::DOUBLE AS line_item_net_unblended_cost,
       '0.0000000010' AS line_item_unblended_rate
     FROM range(3)`,
    ", COMPRESSION snappy",
  );
  const report = await workspace.import([path("export-00001.snappy.parquet")]);
  expect(report.skipped).toEqual([]);
  expect(report.periods).toMatchObject([{ format: "cur2", rows: 3, unblended: "0.3000000000" }]);
  const [row] = await workspace.lineItems(
    "line_item_usage_start_date AS at, line_item_usage_amount AS amount, discount, resource_tags, line_item_unblended_rate AS rate",
  );
  expect(row).toEqual({
    at: "2026-05-02T01:00:00Z",
    amount: "0.0000008000",
    discount: { edp: "0.5" },
    resource_tags: { user_team: "a" },
    rate: "0.0000000010",
  });
  const [delivery] = await workspace.database.read(listDeliveries);
  expect(delivery?.columns.map(({ id }) => id)).not.toContain("line_item_net_unblended_cost");
  expect(delivery?.unavailable["netUnblended"]).toEqual(["line_item_net_unblended_cost"]);
});

it("reads legacy Parquet with Athena names as legacy, below partition folders", async () => {
  const folder = "r/r/year=2025/month=9";
  await put(path(`${folder}/note.txt`), "");
  await parquet(
    `${folder}/r-00001.snappy.parquet`,
    `SELECT '12' AS bill_payer_account_id, TIMESTAMP '2025-09-01' AS bill_billing_period_start_date, TIMESTAMP '2025-09-01' AS line_item_usage_start_date,
       2.5::DOUBLE AS line_item_unblended_cost, 'x' AS resource_tags_user_team`,
  );
  const report = await workspace.import([workspace.sources]);
  expect(report.periods).toMatchObject([
    { format: "legacy", billingPeriod: "2025-09", reportName: "r", unblended: "2.5000000000" },
  ]);
  const [row] = await workspace.lineItems();
  expect(Object.keys(row ?? {})).not.toContain("year");
});

it("says of a FOCUS file which metrics it supports", async () => {
  const row = {
    BilledCost: "1.5",
    BillingAccountId: "000000000012",
    BillingCurrency: "USD",
    BillingPeriodStart: "2026-05-01T00:00:00Z",
    ChargePeriodStart: "2026-05-02T00:00:00Z",
    ChargeCategory: "Usage",
    ServiceName: "Amazon S3",
    EffectiveCost: "1.25",
    Tags: '{"team":"a"}',
    x_ServiceCode: "AmazonS3",
  };
  await putGzip(path("focus.csv.gz"), csv([row], Object.keys(row)));
  const report = await workspace.import([path("focus.csv.gz")]);
  expect(report.periods).toMatchObject([
    { format: "focus", unblended: "1.5000000000", payerAccountId: "000000000012" },
  ]);
  const [quality] = await workspace.database.read(listQuality);
  const available = quality?.metrics.filter(({ available: is }) => is).map(({ metric }) => metric);
  expect(available).toEqual(["unblended", "amortized", "netUnblended", "netAmortized"]);
  expect(quality?.metrics.find(({ metric }) => metric === "blended")).toMatchObject({
    note: "FOCUS has no blended cost",
  });
});

it("finds identities that fail and by how much", async () => {
  const plan = { "savingsPlan/SavingsPlanARN": "arn:plan" };
  const rows = [
    lineItem(1, {
      ...plan,
      "lineItem/LineItemType": "SavingsPlanCoveredUsage",
      "lineItem/UnblendedCost": "2",
      "savingsPlan/SavingsPlanEffectiveCost": "1",
    }),
    lineItem(2, { ...plan, "lineItem/LineItemType": "SavingsPlanNegation", "lineItem/UnblendedCost": "-2" }),
    lineItem(3, {
      ...plan,
      "lineItem/LineItemType": "SavingsPlanRecurringFee",
      "lineItem/UnblendedCost": "3",
      "savingsPlan/TotalCommitmentToDate": "3",
      "savingsPlan/UsedCommitment": "1.5",
    }),
  ];
  const report = await workspace.import([await put(path("cur.csv"), csv(rows))]);
  const [quality] = await workspace.database.read(listQuality);
  const failing = quality?.identities
    .filter(({ outcome }) => outcome === "fails")
    .map(({ id, subject, difference }) => [id, subject, difference]);
  expect(failing).toEqual([
    ["I1", null, "-0.5000000000"],
    ["I3", "arn:plan", "-0.5000000000"],
  ]);
  expect(report.periods[0]?.quality).toBe("problems");
  expect(report.warnings.map(({ code }) => code)).toContain("identity_failed");
});

it("tells whether a month is invoiced", async () => {
  const state = async (name: string, ...invoices: readonly string[]) => {
    const rows = invoices.map((invoice, index) => lineItem(index, { "bill/InvoiceId": invoice }));
    await workspace.import([await put(path(`${name}.csv`), csv(rows))]);
    return (await workspace.database.read(listQuality)).find(({ reportName }) => reportName === name)
      ?.invoice;
  };
  expect(await state("open", "", "")).toBe("open");
  expect(await state("closing", "1", "")).toBe("closing");
  expect(await state("final", "1", "2")).toBe("final");
});
