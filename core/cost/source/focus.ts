import { holds } from "../../sql/dialect.ts";
import { raw, sql, type Sql } from "../../sql/sql.ts";
import type { OpenDimensionKind } from "../dimension/dimension-ref.ts";
import { type Columns, decimal, firstOf, instant, mapEntry, monthOf, text, ZERO } from "./columns.ts";
import type { DimensionExpression, FamilySource, MetricSource } from "./family.ts";
import {
  billedFormula,
  consumedFormula,
  effectiveFormula,
  listFormula,
  noBlendedFormula,
} from "./focus-formulas.ts";
import type { Formula } from "./formula.ts";

/** FOCUS 1.0 to 1.2. */
export const FOCUS: FamilySource = {
  dimensions: {
    payerAccount: column("billing_account_id"),
    linkedAccount: column("sub_account_id"),
    service: column("x_service_code", "service_name"),
    region: column("region_id", "region"),
    availabilityZone: column("availability_zone"),
    usageType: column("x_usage_type", "sku_meter"),
    operation: column("x_operation"),
    lineItemType: column("charge_category"),
    purchaseOption,
    commitment: column("commitment_discount_id"),
    productFamily: column("service_category"),
    instanceType: (columns) =>
      firstOf(
        mapEntry(columns, "sku_price_details", "InstanceType"),
        mapEntry(columns, "sku_price_details", "instance_type"),
      ),
    resourceId: column("resource_id"),
    billingEntity: column("provider_name"),
    legalEntity: column("invoice_issuer_name", "invoice_issuer"),
    invoiceId: column("invoice_id"),
    invoicingEntity: column("invoice_issuer_name", "invoice_issuer"),
    taxType: column(),
    pricingUnit: column("consumed_unit", "pricing_unit"),
    description: column("charge_description"),
    currency: column("billing_currency"),
    usageMonth: (columns) => monthOf(instant(columns, "charge_period_start")),
  },
  metrics: {
    unblended: amount("billed_cost", billedFormula),
    blended: {
      needs: ["line_item_blended_cost"],
      amount: (columns) => decimal(columns, "line_item_blended_cost"),
      formula: noBlendedFormula,
    },
    amortized: amount("effective_cost", effectiveFormula),
    netUnblended: amount("billed_cost", billedFormula),
    netAmortized: amount("effective_cost", effectiveFormula),
    onDemandEquivalent: { needs: ["list_cost"], amount: listCost, formula: listFormula },
    usageAmount: { needs: ["consumed_quantity"], amount: consumedQuantity, formula: consumedFormula },
  },
  usageStart: (columns) => instant(columns, "charge_period_start"),
  counts: () => raw("true"),
  open,
  maps: ["tags", "x_cost_categories", "sku_price_details"],
};

function column(...ids: readonly string[]): DimensionExpression {
  return (columns) => firstOf(...ids.map((id) => text(columns, id)), text(columns, ""));
}

function amount(id: string, formula: () => Formula): MetricSource {
  return { needs: [id], amount: (columns) => decimal(columns, id), formula };
}

/** `ListCost`; purchases are 0, since the usage they pay for has its own list cost. */
function listCost(columns: Columns): Sql {
  const list = decimal(columns, "list_cost");
  return columns.has("charge_category")
    ? sql`CASE WHEN ${text(columns, "charge_category")} = 'Purchase' THEN ${ZERO} ELSE ${list} END`
    : list;
}

/** `ConsumedQuantity` of usage. */
function consumedQuantity(columns: Columns): Sql {
  const quantity = decimal(columns, "consumed_quantity");
  return columns.has("charge_category")
    ? sql`CASE WHEN ${text(columns, "charge_category")} = 'Usage' THEN ${quantity} END`
    : quantity;
}

/** Savings Plans commit to spend, reservations to usage; Spot has dynamic prices. */
function purchaseOption(columns: Columns): Sql {
  return sql`CASE ${text(columns, "commitment_discount_category")} WHEN 'Spend' THEN 'SavingsPlan' WHEN 'Usage' THEN 'Reserved'
    ELSE CASE WHEN ${text(columns, "pricing_category")} = 'Dynamic'
      OR ${holds(FOCUS.dimensions.usageType(columns), "Spot")} THEN 'Spot' ELSE 'OnDemand' END END`;
}

function open(columns: Columns, kind: OpenDimensionKind, key: string): Sql {
  if (kind === "tag")
    return firstOf(
      mapEntry(columns, "tags", key),
      mapEntry(columns, "tags", `user:${key}`),
      mapEntry(columns, "tags", `resourceTags/user:${key}`),
      mapEntry(columns, "tags", `resourceTags/${key}`),
    );
  if (kind === "costCategory")
    return firstOf(
      mapEntry(columns, "x_cost_categories", key),
      mapEntry(columns, "tags", `costCategory/${key}`),
    );
  return firstOf(
    mapEntry(columns, "sku_price_details", key),
    mapEntry(columns, "sku_price_details", pascalCase(key)),
  );
}

/** Keys of `SkuPriceDetails` are written `InstanceType` where CUR has `instance_type`. */
function pascalCase(key: string): string {
  return key.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
