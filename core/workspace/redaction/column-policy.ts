import { openKeyOfColumn } from "../../cost/source/open-key.ts";
import { ADDED_COLUMNS } from "../../cur/schema/column-ids.ts";
import { isKnownCurColumn } from "../../cur/schema/cur-columns.ts";
import type { ReportFormat, StoredColumn } from "../../delivery/delivery.ts";
import type { PseudonymKind } from "./pseudonym.ts";

/**
 * What a redaction does to a column. `keep`: amounts and days. `scrub`: AWS's own words, in which ids that are hidden are
 * replaced where they occur. `replace`: the whole cell. `tags`: a map of keys and values. `drop`: cells that no screen needs
 * and that could hold anything.
 */
export type ColumnPolicy =
  | { readonly kind: "keep" }
  | { readonly kind: "scrub" }
  | { readonly kind: "drop" }
  | { readonly kind: "tags" }
  | { readonly kind: "replace"; readonly as: PseudonymKind };

const REPLACED: Readonly<Record<string, PseudonymKind>> = {
  bill_payer_account_id: "account",
  line_item_usage_account_id: "account",
  billing_account_id: "account",
  sub_account_id: "account",
  bill_payer_account_name: "name",
  line_item_usage_account_name: "name",
  billing_account_name: "name",
  sub_account_name: "name",
  commitment_discount_name: "name",
  line_item_resource_id: "resource",
  line_item_iam_principal: "resource",
  split_line_item_parent_resource_id: "resource",
  reservation_subscription_id: "resource",
  resource_id: "resource",
  resource_name: "resource",
  commitment_discount_id: "resource",
  capacity_reservation_id: "resource",
  bill_invoice_id: "invoice",
  invoice_id: "invoice",
  line_item_line_item_description: "description",
  charge_description: "description",
};

/** Texts of FOCUS that hold nothing of the customer. */
const FOCUS_WORDS: ReadonlySet<string> = new Set(
  `availability_zone billing_account_type billing_currency capacity_reservation_status charge_category charge_class
   charge_frequency commitment_discount_category commitment_discount_status commitment_discount_type commitment_discount_unit
   consumed_unit invoice_issuer invoice_issuer_name pricing_category pricing_currency pricing_unit provider_name publisher_name
   region region_id region_name resource_type service_category service_name service_subcategory sku_id sku_meter sku_price_id
   sub_account_type x_service_code x_usage_type x_operation`.split(/\s+/),
);

const TAG_MAPS: ReadonlySet<string> = new Set([
  "tags",
  "resource_tags",
  "cost_category",
  "x_cost_categories",
]);
const DROPPED: ReadonlySet<string> = new Set([...ADDED_COLUMNS, "identity_line_item_id"]);

/** A column nobody has thought of is replaced as a whole: what is kept has to be on a list. */
export function columnPolicy(column: StoredColumn, format: ReportFormat): ColumnPolicy {
  const { id, type } = column;
  if (type === "decimal" || type === "timestamp") return { kind: "keep" };
  if (type === "map") return TAG_MAPS.has(id) ? { kind: "tags" } : { kind: "scrub" };
  if (DROPPED.has(id)) return { kind: "drop" };
  const as = REPLACED[id];
  if (as !== undefined) return { kind: "replace", as };
  if (/(?:_a_r_n|_arn)$/.test(id)) return { kind: "replace", as: "resource" };
  const open = openKeyOfColumn(column);
  if (open?.kind === "tag" || open?.kind === "costCategory") return { kind: "replace", as: "tagValue" };
  const isWord = format === "focus" ? FOCUS_WORDS.has(id) : isKnownCurColumn(id);
  return isWord ? { kind: "scrub" } : { kind: "replace", as: "text" };
}
