export const DIMENSION_IDS = [
  "billingPeriod",
  "payerAccount",
  "linkedAccount",
  "service",
  "region",
  "availabilityZone",
  "usageType",
  "operation",
  "lineItemType",
  "purchaseOption",
  "commitment",
  "productFamily",
  "instanceType",
  "resourceId",
  "billingEntity",
  "legalEntity",
  "invoiceId",
  "taxType",
  "pricingUnit",
  "description",
  "currency",
  "report",
] as const;

export type DimensionId = (typeof DIMENSION_IDS)[number];

/** What costs are grouped and filtered by: a fixed dimension, `tag:<key>`, `costCategory:<name>` or `product:<attribute>`. */
export type DimensionRef = DimensionId | `tag:${string}` | `costCategory:${string}` | `product:${string}`;

export type OpenDimensionKind = "tag" | "costCategory" | "product";

/** Reads user text (`service`, `tag:team`, `cost category:Stage`) as a dimension; `null` when it names none. */
export function parseDimensionRef(text: string): DimensionRef | null {
  const fixed = DIMENSION_IDS.find((id) => id === text);
  if (fixed !== undefined) return fixed;
  const match = /^(tag|cost ?category|product):(.+)$/i.exec(text);
  const [, kind, key] = match ?? [];
  if (kind === undefined || key === undefined) return null;
  if (kind.toLowerCase() === "tag") return `tag:${key}`;
  return kind.toLowerCase() === "product" ? `product:${key}` : `costCategory:${key}`;
}

/** Splits an open dimension into its kind and key; `null` for a fixed one. */
export function openDimension(
  ref: DimensionRef,
): { readonly kind: OpenDimensionKind; readonly key: string } | null {
  const at = ref.indexOf(":");
  if (at < 0) return null;
  const kind = ref.slice(0, at);
  return kind === "tag" || kind === "costCategory" || kind === "product"
    ? { kind, key: ref.slice(at + 1) }
    : null;
}
