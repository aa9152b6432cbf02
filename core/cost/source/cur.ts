import { normalizeName } from "../../cur/schema/normalize.ts";
import { holds } from "../../sql/dialect.ts";
import { identifier, raw, sql, type Sql } from "../../sql/sql.ts";
import type { OpenDimensionKind } from "../dimension/dimension-ref.ts";
import { type Columns, firstOf, instant, mapEntry, monthOf, NO_TEXT, text } from "./columns.ts";
import { CUR_METRICS, hasReservation, reservationArn, savingsPlanArn } from "./cur-metrics.ts";
import type { DimensionExpression, FamilySource } from "./family.ts";
import { openKeyOfColumn } from "./open-key.ts";

/** Legacy CUR and CUR 2.0. */
export const CUR: FamilySource = {
  dimensions: {
    payerAccount: column("bill_payer_account_id"),
    linkedAccount: column("line_item_usage_account_id"),
    service,
    region: (columns) => firstOf(text(columns, "product_region_code"), text(columns, "product_region")),
    availabilityZone: column("line_item_availability_zone"),
    usageType: column("line_item_usage_type"),
    operation: column("line_item_operation"),
    lineItemType: column("line_item_line_item_type"),
    purchaseOption,
    commitment: (columns) => firstOf(savingsPlanArn(columns), reservationArn(columns)),
    productFamily: (columns) =>
      firstOf(text(columns, "product_product_family"), mapEntry(columns, "product", "product_family")),
    instanceType: (columns) =>
      firstOf(text(columns, "product_instance_type"), mapEntry(columns, "product", "instance_type")),
    resourceId: column("line_item_resource_id"),
    billingEntity: column("bill_billing_entity"),
    legalEntity: column("line_item_legal_entity"),
    invoiceId: column("bill_invoice_id"),
    invoicingEntity: column("bill_invoicing_entity"),
    taxType: column("line_item_tax_type"),
    pricingUnit: column("pricing_unit"),
    description: column("line_item_line_item_description"),
    currency: (columns) =>
      firstOf(text(columns, "line_item_currency_code"), text(columns, "pricing_currency")),
    usageMonth: (columns) => monthOf(instant(columns, "line_item_usage_start_date")),
  },
  metrics: CUR_METRICS,
  usageStart: (columns) => instant(columns, "line_item_usage_start_date"),
  counts: isNoSplitRow,
  open,
  maps: ["tags", "resource_tags", "cost_category", "product"],
};

function column(id: string): DimensionExpression {
  return (columns) => text(columns, id);
}

/** `lineItem/ProductCode`; Marketplace codes are opaque, there it is the product's name. */
function service(columns: Columns): Sql {
  const code = text(columns, "line_item_product_code");
  const name = firstOf(text(columns, "product_product_name"), mapEntry(columns, "product", "product_name"));
  if (name === NO_TEXT) return code;
  return sql`CASE WHEN ${text(columns, "bill_billing_entity")} = 'AWS Marketplace' THEN coalesce(${name}, ${code}) ELSE ${code} END`;
}

/** How the usage was bought; a Savings Plan is looked for first. */
function purchaseOption(columns: Columns): Sql {
  return sql`CASE WHEN ${savingsPlanArn(columns)} IS NOT NULL THEN 'SavingsPlan'
    WHEN ${hasReservation(columns)} THEN 'Reserved'
    WHEN ${holds(text(columns, "line_item_usage_type"), "Spot")} THEN 'Spot'
    ELSE 'OnDemand' END`;
}

/** Split cost allocation (containers, pods) adds rows that repeat their instance's cost: they never count. */
function isNoSplitRow(columns: Columns): Sql {
  return columns.has("line_item_operation")
    ? sql`coalesce(${identifier("line_item_operation")}, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')`
    : raw("true");
}

function open(columns: Columns, kind: OpenDimensionKind, key: string): Sql {
  if (kind === "tag") return firstOf(...tagMaps(columns, key), ...openColumns(columns, kind, key));
  if (kind === "product")
    return firstOf(...openColumns(columns, kind, key), mapEntry(columns, "product", normalizeName(key)));
  return firstOf(
    mapEntry(columns, "tags", `costCategory/${key}`),
    mapEntry(columns, "cost_category", key),
    mapEntry(columns, "cost_category", normalizeName(key)),
    ...openColumns(columns, kind, key),
  );
}

/** CUR 2.0 writes a tag twice: `tags` keeps its spelling and goes first, `resource_tags` has it normalised. */
function tagMaps(columns: Columns, key: string): readonly Sql[] {
  const own = key.startsWith("aws:") ? key : `user:${key}`;
  return [
    mapEntry(columns, "tags", `resourceTags/${own}`),
    mapEntry(columns, "tags", `resourceTags/${key}`),
    mapEntry(columns, "tags", key),
    mapEntry(columns, "resource_tags", normalizeName(own)),
    mapEntry(columns, "resource_tags", own),
  ];
}

/** Columns of the very key first, then those whose spelling AWS has normalised. */
function openColumns(columns: Columns, kind: OpenDimensionKind, key: string): readonly Sql[] {
  const wanted = kind === "product" ? normalizeName(key) : key;
  const candidates = [...columns.values()].flatMap((stored) => {
    const found = openKeyOfColumn(stored);
    return found?.kind === kind ? [{ id: stored.id, found }] : [];
  });
  const exact = candidates.filter(({ found }) => found.key === wanted);
  const alike = candidates.filter(({ found }) => !found.exact && found.key === normalizedOpenKey(wanted));
  return [...new Set([...exact, ...alike].map(({ id }) => id))].map((id) => text(columns, id));
}

function normalizedOpenKey(key: string): string {
  return key.startsWith("aws:") ? `aws:${normalizeName(key.slice("aws:".length))}` : normalizeName(key);
}
