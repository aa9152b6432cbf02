import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatScaled, parseScaled, ratio, SCALE, scaledOf, subtract, sum } from "#core/money/decimal.ts";
import { type CommitmentLedger, commitmentLedger } from "#core/sample/commitment-ledger.ts";
import { closedOptions, createWorld } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { cloudspend, type Ran } from "./cloudspend.fixture.ts";
import { amountOf, amounts, tellCosts, tellFigure, type ToldFigure } from "./explain-figure.fixture.ts";

type CsvRow = Readonly<Record<string, string>>;

const WORLD = { ...closedOptions("2024-02", 2), rows: 6_000 };
const ORDERS = { "2024-01-01": "40000.0", "2024-02-01": "50000.0" };

let directory: string;
let rows: readonly CsvRow[];
let ledger: CommitmentLedger;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cloudspend-figure-"));
  const { files } = await writeSample({
    directory: join(directory, "bills"),
    world: WORLD,
    format: "legacy",
  });
  const read = files
    .filter((file) => file.endsWith(".csv.gz"))
    .map(async (file): Promise<readonly CsvRow[]> =>
      parse(gunzipSync(await readFile(file)), { columns: true }),
    );
  rows = (await Promise.all(read)).flat();
  ledger = commitmentLedger(createWorld(WORLD));
  await command("import", "bills", "--workspace", "ws");
  await keep("businessMetrics", {
    id: "orders",
    name: "Orders",
    grain: "month",
    combine: "sum",
    per: 1_000,
    figures: Object.entries(ORDERS).flatMap(([from, figure]) => [
      { from, unit: null, value: figure },
      { from, unit: "Data", value: figure },
    ]),
  });
  await keep("allocationModels", {
    id: "m",
    name: "Units",
    units: [{ id: "data", name: "Data", parentId: null, split: null }],
    rules: [
      {
        id: "1",
        unitId: "data",
        filters: [{ dimension: "service", mode: "include", values: ["AmazonS3"] }],
      },
    ],
  });
}, 120_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

function keep(name: string, item: unknown): Promise<void> {
  return writeFile(join(directory, "ws", `${name}.json`), JSON.stringify({ version: 1, [name]: [item] }));
}

function command(...args: readonly string[]): Promise<Ran> {
  return cloudspend(args, { directory });
}

const tell = (...args: readonly string[]) => tellFigure(directory, ...args);

function cost(belongs: (row: CsvRow) => boolean, column = "lineItem/UnblendedCost"): string {
  return sum(
    rows
      .filter(belongs)
      .map((row) => formatScaled(parseScaled(row[column] === "" ? "0" : (row[column] ?? "")) ?? 0n)),
  );
}

/** Half away from zero; the amounts are above 0. */
function quotient(cents: string, by: string, times = 1n): string {
  const [a, b] = [scaledOf(cents) * times, scaledOf(by)];
  return formatScaled((a * 10n ** BigInt(SCALE) * 2n + b) / (b * 2n));
}

function same(told: string): string {
  return formatScaled(scaledOf(told));
}

describe("unit costs", () => {
  const isOf = (month: string) => (row: CsvRow) =>
    row["bill/BillingPeriodStartDate"]?.startsWith(month) === true;

  test("are the bill of the month over what was counted, told for as many units as are kept", async () => {
    const { figure, base } = await tell("unit-cost");
    const bill = cost(isOf("2024-02"));
    expect(figure.formula.symbols).toBe("C ÷ Q × N");
    const { C = "", Q = "", N } = amounts(figure);
    expect([same(C), same(Q), N]).toEqual([bill, same("50000.0"), "1000"]);
    expect(amountOf(figure)).toBe(quotient(bill, "50000.0", 1_000n));
    expect(base?.recomputed).toEqual({ total: bill, isEqual: true });
    const before = await tell("unit-cost", "orders", "--from", "2024-01-17");
    expect(amountOf(before.figure)).toBe(quotient(cost(isOf("2024-01")), "40000.0", 1_000n));
  });

  test("what volume and cost per unit make of a change sums to it", async () => {
    const told = async (measure: string) => amountOf((await tell("unit-cost", "--measure", measure)).figure);
    const change = subtract(cost(isOf("2024-02")), cost(isOf("2024-01")));
    expect(await told("change")).toBe(change);
    expect(sum([await told("volume"), await told("rate")])).toBe(change);
  });

  test("of a unit of the model are what its rules take", async () => {
    const own = cost((row) => isOf("2024-02")(row) && row["lineItem/ProductCode"] === "AmazonS3");
    const { figure, base } = await tell("unit-cost", "--unit", "data");
    expect(amountOf(figure)).toBe(quotient(own, "50000.0", 1_000n));
    expect(base?.recomputed).toEqual({ total: own, isEqual: true });
  });
});

describe("charges", () => {
  const isOut = (row: CsvRow): boolean =>
    row["lineItem/LineItemType"] === "Usage" &&
    row["lineItem/UsageType"]?.includes("DataTransfer-Out-Bytes") === true &&
    row["lineItem/Operation"] !== "CreateVpnConnection" &&
    row["lineItem/ProductCode"] !== "AmazonCloudFront";

  test("volume and rate of a category of data transfer are those of the files", async () => {
    const volume = await tell("charges", "internetOut", "--measure", "volume");
    const gigabytes = cost(isOut, "lineItem/UsageAmount");
    expect(scaledOf(gigabytes)).toBeGreaterThan(0n);
    expect(same(amountOf(volume.figure))).toBe(gigabytes);
    expect(sum(Object.values(amounts(volume.figure)))).toBe(gigabytes);
    const rate = await tell("charges", "internetOut", "--measure", "rate");
    expect(amountOf(rate.figure)).toBe(
      formatScaled((scaledOf(cost(isOut)) * 10n ** BigInt(SCALE)) / scaledOf(gigabytes)),
    );
    expect(rate.base?.recomputed).toEqual({ total: cost(isOut), isEqual: true });
  });

  test.each([
    ["marketplace", (row: CsvRow) => row["bill/BillingEntity"] === "AWS Marketplace"],
    ["support", (row: CsvRow) => row["lineItem/ProductCode"]?.startsWith("AWSSupport") === true],
    ["tax", (row: CsvRow) => row["lineItem/LineItemType"] === "Tax"],
    ["credits", (row: CsvRow) => row["lineItem/LineItemType"] === "Credit"],
    ["refunds", (row: CsvRow) => row["lineItem/LineItemType"] === "Refund"],
  ])("%s are costs, counted anew from the line items", async (kind, belongs) => {
    const isApart = (row: CsvRow) =>
      kind !== "tax" &&
      kind !== "credits" &&
      kind !== "refunds" &&
      /^(Tax|Credit|Refund)$/.test(row["lineItem/LineItemType"] ?? "");
    const own = (row: CsvRow) => belongs(row) && !isApart(row);
    const told = await tellCosts(directory, "charges", "--kind", kind);
    expect(told.lineItems).toBeGreaterThan(0);
    expect(told).toMatchObject({
      lineItems: rows.filter(own).length,
      recomputed: { total: cost(own), isEqual: true },
    });
  });

  test("a row is told by its name, as one category of the whole", async () => {
    const told = await tellCosts(directory, "charges", "InternetOut");
    expect(told.recomputed).toEqual({ total: cost(isOut), isEqual: true });
    const { out } = await command("explain", "charges", "internetOut", "--workspace", "ws");
    expect(out).toContain("only Data transfer: Out to the internet");
  });

  test("what is left of a credit is what was granted less what the bills say was used", async () => {
    const id =
      rows.find((row) => row["lineItem/LineItemType"] === "Credit")?.["lineItem/LineItemDescription"] ?? "";
    await keep("creditGrants", { id, amount: "1000000.0", currency: "USD" });
    const used = subtract(
      "0.0",
      cost((row) => row["lineItem/LineItemType"] === "Credit" && row["lineItem/LineItemDescription"] === id),
    );
    const { figure } = await tell("charges", id, "--kind", "credits", "--measure", "left");
    expect(figure.formula.symbols).toBe("G − U");
    expect(amountOf(figure)).toBe(subtract("1000000.0", used));
    expect(same(amounts(figure)["U"] ?? "")).toBe(used);
  });
});

describe("accounts and commitments", () => {
  const owners = () => [...new Set(ledger.commitments.map(({ owner }) => owner))];
  const months = (pick: (record: CommitmentLedger["commitments"][number]) => readonly string[]) =>
    sum(ledger.commitments.flatMap(pick));

  test("what an account bought costs what its commitments were written with", async () => {
    expect(owners().length).toBeGreaterThan(0);
    for (const owner of owners()) {
      const expected = months((one) =>
        one.owner === owner ? Object.values(one.byPeriod).map(({ commitment }) => commitment) : [],
      );
      const { figure, base } = await tell("commitment-account", owner);
      expect(same(amountOf(figure)), owner).toBe(expected);
      expect(sum(Object.values(amounts(figure)))).toBe(expected);
      expect(base?.recomputed.isEqual).toBe(true);
    }
  });

  test("what an account’s usage took of commitments, at their cost and at on-demand prices", async () => {
    const consumers = new Set(
      ledger.commitments.flatMap(({ byPeriod }) =>
        Object.values(byPeriod).flatMap(({ byConsumer }) => Object.keys(byConsumer)),
      ),
    );
    const [account = "none"] = consumers;
    for (const [measure, field] of [
      ["taken", "used"],
      ["takenList", "onDemandEquivalent"],
    ] as const) {
      const { figure } = await tell("commitment-account", account, "--measure", measure);
      const expected = months(({ byPeriod }) =>
        Object.values(byPeriod).flatMap(({ byConsumer }) => byConsumer[account]?.[field] ?? []),
      );
      expect(same(amountOf(figure)), measure).toBe(expected);
    }
  });

  test("shared fairly every account has its part, and together they have what was billed", async () => {
    const accounts = [...new Set(rows.map((row) => row["lineItem/UsageAccountId"] ?? ""))];
    const of = async (measure: string, ...account: readonly string[]): Promise<ToldFigure> =>
      (await tell("fair-share", ...account, "--measure", measure)).figure;
    const [fair, billed, total] = [await of("fair"), await of("billed"), await of("billedTotal")];
    expect(same(amountOf(fair))).toBe(same(amountOf(billed)));
    expect(sum(Object.values(amounts(billed)))).toBe(same(amountOf(billed)));
    expect(same(amountOf(total))).toBe(sum(await totals(accounts, (one) => of("billedTotal", one))));
    expect(same(amountOf(fair))).toBe(sum(await totals(accounts, (one) => of("fair", one))));
    const used = ledger.commitments.flatMap(({ byPeriod }) => Object.values(byPeriod));
    expect(same(amounts(billed)["C"] ?? "")).toBe(sum(used.map((one) => one.used)));
    expect(same(amounts(billed)["N"] ?? "")).toBe(sum(used.map(({ unused }) => unused)));
    const [account = ""] = owners();
    const rate = await of("rate", account);
    const { F = "", E = "" } = amounts(rate);
    expect(rate.value).toEqual({ kind: "ratio", ratio: ratio(F, E) });
  });

  async function totals(
    accounts: readonly string[],
    told: (account: string) => Promise<ToldFigure>,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    for (const account of accounts) found.push(amountOf(await told(account)));
    return found;
  }
});

test.each([
  [["unit-cost", "Visits"], 2, 'there is no figure "Visits", only Orders'],
  [["unit-cost", "--period", "day"], 2, 'there is no "day", only month'],
  [["unit-cost", "--from", "2023-05-01"], 1, "has no whole cost with a figure of Orders"],
  [["unit-cost", "--unit", "Sales"], 2, 'there is no unit "Sales"'],
  [["charges", "moon"], 2, 'there is no row "moon"'],
  [["charges", "--kind", "fees"], 2, 'there is no "fees"'],
  [["charges", "--kind", "tax", "--by", "category"], 2, "tax is not divided by"],
  [["charges", "--kind", "tax", "--measure", "rate"], 2, "only data transfer has a rate"],
  [["charges", "--kind", "credits", "--measure", "left"], 2, "is of a credit"],
  [["charges", "--metric", "usageAmount"], 2, "--metric usageAmount is no money"],
  [["commitment-account"], 2, "the id of the account is missing"],
  [["commitment-account", "000000000000"], 1, "these days hold no commitment that 000000000000 bought"],
  [["fair-share", "000000000000"], 1, "these days hold nothing of the account 000000000000"],
  [["parity"], 1, "no such month of a payer is there in two formats"],
  [["--metric", "unblended", "--kind", "tax"], 2, "--kind needs a figure"],
])("%j is refused", async (args, code, words) => {
  const ran = await command("explain", ...args, "--workspace", "ws");
  expect([ran.code, ran.out]).toEqual([code, ""]);
  expect(ran.err).toContain(words);
});

test("two formats of a month are told apart, whole and by a row, as both were written", async () => {
  const parity = join(directory, "parity");
  const world = { ...closedOptions("2024-01", 1), rows: 2_400 };
  const [legacy, focus] = [
    await writeSample({ directory: join(parity, "legacy"), world, format: "legacy" }),
    await writeSample({ directory: join(parity, "focus"), world, format: "focus" }),
  ];
  await cloudspend(["import", "legacy", "focus", "--workspace", "ws"], { directory: parity });
  const of = async (...args: readonly string[]) => (await tellFigure(parity, "parity", ...args)).figure;
  const [left, right] = [await of("--measure", "left"), await of("--measure", "right")];
  expect([same(amountOf(left)), same(amountOf(right))]).toEqual([
    same(legacy.totals.overall.metrics["netUnblended"] ?? ""),
    same(focus.totals.overall.metrics["billedCost"] ?? ""),
  ]);
  const gross = await of("usage", "--by", "group", "--metric", "unblended");
  const { R = "", L = "" } = amounts(gross);
  expect(amountOf(gross)).toBe(subtract(R, L));
  const rest = await of("Usage", "--by", "group", "--metric", "unblended", "--measure", "unexplained");
  expect(scaledOf(amountOf(rest))).toBe(0n);
});
