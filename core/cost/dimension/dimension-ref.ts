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
  "invoicingEntity",
  "taxType",
  "pricingUnit",
  "description",
  "currency",
  "usageMonth",
  "report",
] as const;

export type DimensionId = (typeof DIMENSION_IDS)[number];

/** A virtual tag, by its name; its rules travel with the question. */
export type ProfileRef = `profile:${string}`;

/** What costs are grouped and filtered by: a fixed dimension, `tag:<key>`, `costCategory:<name>`, `product:<attribute>` or `profile:<name>`. */
export type DimensionRef =
  | DimensionId
  | `tag:${string}`
  | `costCategory:${string}`
  | `product:${string}`
  | ProfileRef;

export type OpenDimensionKind = "tag" | "costCategory" | "product";

/** Reads user text (`service`, `tag:team`, `cost category:Stage`) as a dimension; `null` when it names none. */
export function parseDimensionRef(text: string): DimensionRef | null {
  const fixed = DIMENSION_IDS.find((id) => id === text);
  if (fixed !== undefined) return fixed;
  const match = /^(tag|cost ?category|product|profile):(.+)$/i.exec(text);
  const [, kind, key] = match ?? [];
  if (kind === undefined || key === undefined) return null;
  if (kind.toLowerCase() === "tag") return `tag:${key}`;
  if (kind.toLowerCase() === "profile") return profileRef(key);
  return kind.toLowerCase() === "product" ? `product:${key}` : `costCategory:${key}`;
}

export function profileRef(name: string): ProfileRef {
  return `profile:${name}`;
}

/** Name of the virtual tag a dimension is; `null` when it is none. */
export function profileName(ref: DimensionRef): string | null {
  return ref.startsWith("profile:") ? ref.slice("profile:".length) : null;
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
