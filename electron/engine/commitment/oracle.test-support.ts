import { parseScaled } from "#core/money/decimal.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { rowsOf } from "../sample/oracle.test-support.ts";

/** One line item about commitments, read from a delivered file in plain TypeScript. */
export type Item = {
  readonly role: "covered" | "fee" | "onDemand";
  readonly kind: "savingsPlan" | "reservation" | null;
  readonly arn: string;
  readonly account: string;
  readonly start: string;
  readonly hours: number;
  readonly list: bigint;
  readonly cost: bigint;
  readonly committed: bigint;
  readonly used: bigint;
  readonly reserved: bigint;
  readonly unusedUnits: bigint;
  readonly units: bigint;
  readonly isCompute: boolean;
  /** Kind of Savings Plan that may pay for the usage; blank for none. */
  readonly planType: string;
  /** Kind of Savings Plan that was used. */
  readonly program: string;
  readonly isReservable: boolean;
  readonly pool: string;
};

/** All line items of the files that commitments, or usage they could pay for, have. */
export async function itemsOf(files: readonly string[], format: SampleFormat): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const file of files)
    for await (const cells of rowsOf(file)) {
      const item = format === "focus" ? focusItem(cells) : curItem(cells);
      if (item !== null) items.push(item);
    }
  return items;
}

export function total(items: readonly Item[], pick: (item: Item) => bigint): bigint {
  return items.reduce((sum, item) => sum + pick(item), 0n);
}

type Cells = ReadonlyMap<string, string>;

const ROLES: Readonly<Record<string, Item["role"]>> = {
  SavingsPlanCoveredUsage: "covered",
  DiscountedUsage: "covered",
  SavingsPlanRecurringFee: "fee",
  RIFee: "fee",
  Usage: "onDemand",
};

function curItem(cells: Cells): Item | null {
  const type = cells.get("line_item_line_item_type") ?? "";
  const role = ROLES[type];
  const usage = usageOf(cells, "line_item_product_code", "line_item_usage_type", "line_item_operation");
  if (role === undefined || (role === "onDemand" && !usage.isEligible)) return null;
  const isPlan = type.startsWith("SavingsPlan");
  const committed = amount(cells, "savings_plan_total_commitment_to_date");
  const used = amount(cells, "savings_plan_used_commitment");
  const unblended = amount(cells, "line_item_unblended_cost");
  const costs: Readonly<Record<string, bigint>> = {
    SavingsPlanCoveredUsage: amount(cells, "savings_plan_savings_plan_effective_cost"),
    DiscountedUsage: amount(cells, "reservation_effective_cost"),
    SavingsPlanRecurringFee: committed - used,
    RIFee:
      amount(cells, "reservation_unused_amortized_upfront_fee_for_billing_period") +
      amount(cells, "reservation_unused_recurring_fee"),
    Usage: unblended,
  };
  const hasUnits =
    cells.has("reservation_total_reserved_normalized_units") &&
    cells.has("reservation_unused_normalized_unit_quantity");
  const [start, end] = (cells.get("identity_time_interval") ?? "").split("/");
  return {
    ...usage,
    role,
    kind: role === "onDemand" ? null : isPlan ? "savingsPlan" : "reservation",
    program: programOf(cells.get("savings_plan_offering_type")),
    arn: cells.get("savings_plan_savings_plan_a_r_n") ?? cells.get("reservation_reservation_a_r_n") ?? "",
    account: cells.get("line_item_usage_account_id") ?? "",
    start: start ?? "",
    hours: hoursBetween(start, end),
    list:
      role === "covered" ? amount(cells, "pricing_public_on_demand_cost") : role === "fee" ? 0n : unblended,
    cost: costs[type] ?? 0n,
    committed,
    used,
    reserved: amount(
      cells,
      hasUnits ? "reservation_total_reserved_normalized_units" : "reservation_total_reserved_units",
    ),
    unusedUnits: amount(
      cells,
      hasUnits ? "reservation_unused_normalized_unit_quantity" : "reservation_unused_quantity",
    ),
    units:
      role === "fee" || !usage.isReservable
        ? 0n
        : cells.has("line_item_normalized_usage_amount")
          ? amount(cells, "line_item_normalized_usage_amount")
          : normalized(cells, amount(cells, "line_item_usage_amount")),
  };
}

function focusItem(cells: Cells): Item | null {
  const category = cells.get("commitment_discount_category") ?? "";
  const status = cells.get("commitment_discount_status") ?? "";
  const usage = usageOf(cells, "x_service_code", "sku_meter", "x_operation");
  if (cells.get("charge_category") !== "Usage") return null;
  const role = status === "Used" ? "covered" : status === "Unused" ? "fee" : "onDemand";
  if (role === "onDemand" && (category !== "" || !usage.isEligible)) return null;
  const cost = amount(cells, "effective_cost");
  const start = cells.get("charge_period_start") ?? "";
  return {
    ...usage,
    role,
    kind: category === "Spend" ? "savingsPlan" : category === "Usage" ? "reservation" : null,
    program: category === "Spend" ? programOf(cells.get("commitment_discount_type")) : "",
    arn: cells.get("commitment_discount_id") ?? "",
    account: cells.get("sub_account_id") ?? "",
    start,
    hours: hoursBetween(start, cells.get("charge_period_end")),
    list: role === "fee" ? 0n : amount(cells, "list_cost"),
    cost,
    committed: role === "onDemand" ? 0n : cost,
    used: role === "covered" ? cost : 0n,
    reserved: 0n,
    unusedUnits: 0n,
    units: 0n,
  };
}

const RESERVABLE: Readonly<Record<string, RegExp>> = {
  AmazonEC2: /BoxUsage|DedicatedUsage|HeavyUsage/,
  AmazonRDS: /InstanceUsage|Multi-AZ(Cluster)?Usage|HeavyUsage/,
  AmazonElastiCache: /NodeUsage|HeavyUsage/,
  AmazonRedshift: /Node:/,
  AmazonES: /ESInstance|HeavyUsage/,
};
const DATABASE: Readonly<Record<string, RegExp>> = {
  AmazonDynamoDB: /RequestUnits|CapacityUnit-Hrs/,
  AmazonES: /ESInstance/,
  AmazonRDS: /Serverless|(Instance|Multi-AZ)Usage:?.*db\.[a-z]+[78]/,
};

function usageOf(cells: Cells, serviceColumn: string, typeColumn: string, operationColumn: string) {
  const service = cells.get(serviceColumn) ?? "";
  const type = cells.get(typeColumn) ?? "";
  const isOther = /Spot|DataTransfer|DataXfer|-Bytes/.test(type);
  const isCompute =
    !isOther &&
    ((service === "AmazonEC2" && (cells.get(operationColumn) ?? "").includes("RunInstances")) ||
      (service === "AWSLambda" && /GB-Second|Provisioned/.test(type)) ||
      type.includes("Fargate"));
  const isReservable = !isOther && (RESERVABLE[service]?.test(type) ?? false);
  const isSageMaker = !isOther && service === "AmazonSageMaker" && type.includes("ml.");
  const isDatabase = !isOther && (DATABASE[service]?.test(type) ?? false);
  return {
    isCompute,
    isReservable,
    isEligible: isCompute || isReservable || isSageMaker || isDatabase,
    planType: isCompute ? "Compute" : isSageMaker ? "SageMaker" : isDatabase ? "Database" : "",
    pool: isCompute ? "Compute" : service,
  };
}

const SIZES: Readonly<Record<string, number>> = {
  nano: 25,
  micro: 50,
  small: 100,
  medium: 200,
  large: 400,
  xlarge: 800,
};

function programOf(offering: string | undefined): string {
  return /EC2|Compute|SageMaker|Database/.exec(offering ?? "")?.[0] ?? "";
}

/** Hours times the factor of the size, where AWS gives no normalized amount. */
function normalized(cells: Cells, hours: bigint): bigint {
  const size = /\.(\d*)(nano|micro|small|medium|large|xlarge)/.exec(cells.get("product_instance_type") ?? "");
  const hundredths = (SIZES[size?.[2] ?? ""] ?? 0) * Number(size?.[1] || "1");
  const zones = /Multi-AZ/.test(cells.get("line_item_usage_type") ?? "") ? 2n : 1n;
  return (hours * BigInt(hundredths) * zones) / 100n;
}

function hoursBetween(start: string | undefined, end: string | undefined): number {
  return Math.round((Date.parse(end ?? "") - Date.parse(start ?? "")) / 3_600_000);
}

function amount(cells: Cells, name: string): bigint {
  return parseScaled(cells.get(name) ?? "0") ?? 0n;
}
