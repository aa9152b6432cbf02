import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import type { OrganizationQuery } from "#core/organization/organization.ts";
import { currencyWorlds } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { nameAccounts } from "../catalogue/account-names.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace, type OpenWorkspace } from "../workspace/open-workspace.ts";
import { queryOrganization } from "./query-organization.ts";

const RANGE = { from: "2026-06-01", to: "2026-07-01" };
const BEFORE = { from: "2026-05-01", to: "2026-06-01" };
const SPLIT = ["EKSPod-EC2", "ECSTask-EC2"];

type Item = Readonly<Record<string, string>>;

let folder: string;
let workspace: OpenWorkspace;
let items: readonly Item[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloudspend-organization-"));
  const worlds = currencyWorlds({ ...closedOptions("2026-06", 2), rows: 4_000 });
  const files: string[] = [];
  for (const world of worlds.slice(0, 2))
    files.push(...(await writeSample({ directory: join(folder, "files"), world, format: "legacy" })).files);
  items = await itemsOf(files);
  workspace = await openWorkspace(join(folder, "workspace"), new Date(0));
  const report = await importPaths({
    ...workspace,
    paths: [join(folder, "files")],
    leaveOut: [],
    now: () => new Date(0),
  });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
});

afterAll(async () => {
  await database().close();
  await rm(folder, { recursive: true, force: true });
});

const database = (): Database => workspace.database;

async function itemsOf(files: readonly string[]): Promise<readonly Item[]> {
  const read = files
    .filter((file) => file.endsWith(".csv.gz"))
    .map(async (file): Promise<Item[]> => parse(gunzipSync(await readFile(file)), { columns: true }));
  return (await Promise.all(read)).flat().filter((item) => !SPLIT.includes(item["lineItem/Operation"] ?? ""));
}

function asked(more: Partial<OrganizationQuery> = {}): OrganizationQuery {
  return {
    metric: "unblended",
    range: RANGE,
    before: BEFORE,
    trend: { from: BEFORE.from, to: RANGE.to },
    filters: [],
    currency: "USD",
    ...more,
  };
}

function found(currency: string, month: string, account?: string): readonly Item[] {
  return items.filter(
    (item) =>
      item["lineItem/CurrencyCode"] === currency &&
      (item["bill/BillingPeriodStartDate"] ?? "").startsWith(month) &&
      (account === undefined || item["lineItem/UsageAccountId"] === account),
  );
}

function cost(of: readonly Item[]): string {
  return formatScaled(
    of.reduce((sum, item) => sum + (parseScaled(item["lineItem/UnblendedCost"] ?? "") ?? 0n), 0n),
  );
}

test("payers and accounts cost what the files say, in each currency for itself", async () => {
  for (const currency of ["USD", "EUR"]) {
    const answer = await queryOrganization(workspace, asked({ currency }));
    expect(answer.total).toBe(cost(found(currency, "2026-06")));
    expect(answer.before).toBe(cost(found(currency, "2026-05")));
    const accounts = answer.nodes.filter(({ kind }) => kind === "account");
    expect(accounts.length).toBeGreaterThan(5);
    for (const { accountId, cost: shown, before, trend, services, lineItems } of accounts) {
      const own = found(currency, "2026-06", accountId ?? "");
      const past = cost(found(currency, "2026-05", accountId ?? ""));
      expect(shown).toBe(cost(own));
      expect(before).toBe(past);
      expect(trend).toEqual([past, shown]);
      expect(lineItems).toBe(own.length);
      const codes = new Set(
        own.map((item) =>
          item["bill/BillingEntity"] === "AWS Marketplace"
            ? item["product/ProductName"]
            : item["lineItem/ProductCode"],
        ),
      );
      expect(services).toBe(codes.size);
    }
    expect(answer.answeredFrom).toBe("daily");
  }
});

test("money of several currencies is not added up", async () => {
  await expect(queryOrganization(workspace, asked({ currency: null }))).rejects.toMatchObject({
    failure: { code: "query.mixed_currencies" },
  });
});

test("filters on tags are answered from the line items", async () => {
  const filters = [{ dimension: "tag:env", mode: "include", values: ["prod"] }] as const;
  const answer = await queryOrganization(workspace, asked({ filters }));
  expect(answer.answeredFrom).toBe("lineItems");
  expect(answer.total).toBe(
    cost(found("USD", "2026-06").filter((item) => item["resourceTags/user:env"] === "prod")),
  );
});

test("once its organization was read, accounts stand in units, and others outside", async () => {
  const [payer] = (await queryOrganization(workspace, asked())).nodes;
  const billed = [...new Set(found("USD", "2026-06").map((item) => item["lineItem/UsageAccountId"] ?? ""))];
  const [outsider = "", ...members] = billed.toSorted();
  await nameAccounts(
    database(),
    "organizations",
    members.map((id) => ({
      id,
      name: `Member ${id}`,
      path: ["Workloads", "Prod"],
      payerAccountId: payer?.accountId ?? null,
      state: "ACTIVE" as const,
    })),
  );
  const answer = await queryOrganization(workspace, asked());
  const unit = answer.nodes.find(({ kind, name }) => kind === "unit" && name === "Prod");
  expect(unit?.accounts.toSorted()).toEqual(members);
  expect(answer.nodes.find(({ kind }) => kind === "outside")?.accounts).toEqual([outsider]);
  expect(answer.total).toBe(cost(found("USD", "2026-06")));
  const europe = await queryOrganization(workspace, asked({ currency: "EUR" }));
  expect(europe.nodes.map(({ placedBy }) => placedBy)).not.toContain("organizations");
});
