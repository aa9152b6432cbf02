import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { athenaName } from "#core/sample/column.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import type { SampleTotals, Sums } from "#core/sample/totals.ts";

/**
 * Totals worked out a second time, from the files: plain TypeScript over csv-parse, after the cost rules of AWS, with
 * nothing of the generator and no SQL of the product.
 */
export async function totalsOfFiles(files: readonly string[], format: SampleFormat): Promise<SampleTotals> {
  const groups = {
    all: tally(),
    period: tally(),
    service: tally(),
    account: tally(),
    type: tally(),
    day: tally(),
  };
  const splitRows: Record<string, number> = {};
  let currency = "";
  for (const file of files) {
    for await (const cells of rowsOf(file)) {
      const row = format === "focus" ? focusFacts(cells) : lineItemFacts(cells);
      currency = row.currency;
      if (SPLIT_OPERATIONS.includes(cells.get("line_item_operation") ?? "")) {
        splitRows[row.period] = (splitRows[row.period] ?? 0) + 1;
        continue;
      }
      add(groups.all, "all", row.amounts);
      add(groups.period, row.period, row.amounts);
      add(groups.service, row.service, row.amounts);
      add(groups.account, row.account, row.amounts);
      add(groups.type, row.type, row.amounts);
      add(groups.day, row.day, row.amounts);
    }
  }
  return {
    currency,
    overall: sums(groups.all)["all"] ?? { rows: 0, metrics: {} },
    byPeriod: sums(groups.period),
    byService: sums(groups.service),
    byAccount: sums(groups.account),
    byType: sums(groups.type),
    byDay: sums(groups.day),
    splitRows,
  };
}

/** Rows of a CSV file, gzipped or not: cells by Athena name. */
export async function* rowsOf(file: string): AsyncGenerator<Map<string, string>, void> {
  const source = createReadStream(file);
  const text = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  let names: readonly string[] | undefined;
  for await (const record of text.pipe(parse({ bom: true }))) {
    const cells = record as readonly string[];
    if (names === undefined) {
      names = cells.map(athenaName);
      continue;
    }
    const row = new Map<string, string>();
    for (const [index, name] of names.entries()) {
      const cell = cells[index] ?? "";
      if (cell !== "") row.set(name, cell);
    }
    yield row;
  }
}

type Facts = {
  readonly currency: string;
  readonly period: string;
  readonly service: string;
  readonly account: string;
  readonly type: string;
  readonly day: string;
  readonly amounts: Readonly<Record<string, bigint>>;
};

const COUNTED = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "FlatRateSubscription"];
/** Rows of containers repeat the cost of the instance they run on. */
const SPLIT_OPERATIONS = ["EKSPod-EC2", "ECSTask-EC2"];
const UPFRONT_REFUND = /^Refund for one-time fee/;

function lineItemFacts(row: Map<string, string>): Facts {
  const type = text(row, "line_item_line_item_type");
  const isMarketplace = text(row, "bill_billing_entity") === "AWS Marketplace";
  const product = row.get("product_product_name") ?? productName(row);
  return {
    currency: text(row, "line_item_currency_code"),
    period: text(row, "bill_billing_period_start_date").slice(0, 7),
    service: isMarketplace && product !== undefined ? product : text(row, "line_item_product_code"),
    account: text(row, "line_item_usage_account_id"),
    type,
    day: text(row, "line_item_usage_start_date").slice(0, 10),
    amounts: {
      unblended: amount(row, "line_item_unblended_cost"),
      blended: amount(row, "line_item_blended_cost"),
      amortized: amortized(row, type),
      netUnblended: netUnblended(row, type),
      netAmortized: netAmortized(row, type),
      onDemandEquivalent: onDemandEquivalent(row, type),
      usageAmount: COUNTED.includes(type) ? amount(row, "line_item_usage_amount") : 0n,
    },
  };
}

function amortized(row: Map<string, string>, type: string): bigint {
  switch (type) {
    case "DiscountedUsage":
      return amount(row, "reservation_effective_cost");
    case "SavingsPlanCoveredUsage":
      return amount(row, "savings_plan_savings_plan_effective_cost");
    case "SavingsPlanNegation":
    case "SavingsPlanUpfrontFee":
      return 0n;
    case "SavingsPlanRecurringFee":
      return (
        amount(row, "savings_plan_total_commitment_to_date") - amount(row, "savings_plan_used_commitment")
      );
    case "RIFee":
      return (
        amount(row, "reservation_unused_amortized_upfront_fee_for_billing_period") +
        amount(row, "reservation_unused_recurring_fee")
      );
    case "Fee":
      return row.has("reservation_reservation_a_r_n") ? 0n : amount(row, "line_item_unblended_cost");
    case "Refund":
      return isUpfrontRefund(row) ? 0n : amount(row, "line_item_unblended_cost");
    default:
      return amount(row, "line_item_unblended_cost");
  }
}

function netUnblended(row: Map<string, string>, type: string): bigint {
  return type.endsWith("Discount")
    ? 0n
    : first(row, "line_item_net_unblended_cost", "line_item_unblended_cost");
}

function netAmortized(row: Map<string, string>, type: string): bigint {
  switch (type) {
    case "DiscountedUsage":
      return first(row, "reservation_net_effective_cost", "reservation_effective_cost");
    case "SavingsPlanCoveredUsage":
      return first(
        row,
        "savings_plan_net_savings_plan_effective_cost",
        "savings_plan_savings_plan_effective_cost",
      );
    case "SavingsPlanNegation":
    case "SavingsPlanUpfrontFee":
      return 0n;
    case "SavingsPlanRecurringFee":
      return netUnusedCommitment(row);
    case "RIFee":
      return (
        amount(row, "reservation_net_unused_amortized_upfront_fee_for_billing_period") +
        amount(row, "reservation_net_unused_recurring_fee")
      );
    case "Fee":
      return row.has("reservation_reservation_a_r_n") ? 0n : netUnblended(row, type);
    case "Refund":
      return isUpfrontRefund(row) ? 0n : netUnblended(row, type);
    default:
      return netUnblended(row, type);
  }
}

/** N x (1 - U / K). */
function netUnusedCommitment(row: Map<string, string>): bigint {
  const total = amount(row, "savings_plan_total_commitment_to_date");
  const used = amount(row, "savings_plan_used_commitment");
  const net =
    amount(row, "savings_plan_net_amortized_upfront_commitment_for_billing_period") +
    amount(row, "savings_plan_net_recurring_commitment_for_billing_period");
  return total === 0n ? 0n : (net * (total - used)) / total;
}

function onDemandEquivalent(row: Map<string, string>, type: string): bigint {
  const listed = amount(row, "pricing_public_on_demand_cost");
  const unblended = amount(row, "line_item_unblended_cost");
  switch (type) {
    case "Usage":
      return listed > 0n ? listed : unblended;
    case "DiscountedUsage":
    case "SavingsPlanCoveredUsage":
      return listed;
    case "FlatRateSubscription":
      return unblended;
    case "Fee":
      return row.has("reservation_reservation_a_r_n") ? 0n : unblended;
    default:
      return 0n;
  }
}

function isUpfrontRefund(row: Map<string, string>): boolean {
  return (
    text(row, "line_item_product_code").endsWith("SavingsPlans") &&
    UPFRONT_REFUND.test(text(row, "line_item_line_item_description"))
  );
}

function focusFacts(row: Map<string, string>): Facts {
  const isUsed =
    text(row, "charge_category") === "Usage" && row.get("commitment_discount_status") !== "Unused";
  return {
    currency: text(row, "billing_currency"),
    period: text(row, "billing_period_start").slice(0, 7),
    service: row.get("x_service_code") ?? text(row, "service_name"),
    account: text(row, "sub_account_id"),
    type: text(row, "charge_category"),
    day: text(row, "charge_period_start").slice(0, 10),
    amounts: {
      billedCost: amount(row, "billed_cost"),
      effectiveCost: amount(row, "effective_cost"),
      listCost: amount(row, "list_cost"),
      contractedCost: amount(row, "contracted_cost"),
      consumedQuantity: isUsed ? amount(row, "consumed_quantity") : 0n,
    },
  };
}

function productName(row: Map<string, string>): string | undefined {
  const attributes: unknown = JSON.parse(row.get("product") ?? "{}");
  if (typeof attributes !== "object" || attributes === null || !("product_name" in attributes))
    return undefined;
  return String(attributes.product_name);
}

function text(row: Map<string, string>, name: string): string {
  return row.get(name) ?? "";
}

function amount(row: Map<string, string>, name: string): bigint {
  const cell = row.get(name);
  if (cell === undefined) return 0n;
  const scaled = parseScaled(cell);
  if (scaled === null) throw new Error(`${name} is no number: ${cell}`);
  return scaled;
}

function first(row: Map<string, string>, name: string, otherwise: string): bigint {
  return row.has(name) ? amount(row, name) : amount(row, otherwise);
}

type Tally = Map<string, { rows: number; readonly amounts: Map<string, bigint> }>;

function tally(): Tally {
  return new Map();
}

function add(into: Tally, key: string, amounts: Readonly<Record<string, bigint>>): void {
  const group = into.get(key) ?? { rows: 0, amounts: new Map<string, bigint>() };
  group.rows += 1;
  for (const [metric, value] of Object.entries(amounts)) {
    group.amounts.set(metric, (group.amounts.get(metric) ?? 0n) + value);
  }
  into.set(key, group);
}

function sums(from: Tally): Record<string, Sums> {
  return Object.fromEntries(
    [...from].map(([key, { rows, amounts }]) => [
      key,
      {
        rows,
        metrics: Object.fromEntries([...amounts].map(([metric, value]) => [metric, formatScaled(value)])),
      },
    ]),
  );
}
