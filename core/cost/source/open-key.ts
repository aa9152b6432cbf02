import { normalizeName } from "../../cur/schema/normalize.ts";
import type { StoredColumn } from "../../delivery/delivery.ts";
import type { DimensionRef, OpenDimensionKind } from "../dimension/dimension-ref.ts";

/** A tag, cost category or product attribute as one delivery names it. `exact` is false where AWS has normalised the spelling. */
export type OpenKey = {
  readonly kind: OpenDimensionKind;
  readonly key: string;
  readonly exact: boolean;
};

/** The open dimension a stored column carries, told by its original header; `null` for every other column. */
export function openKeyOfColumn({ name, type }: StoredColumn): OpenKey | null {
  if (type === "map") return null;
  return (
    prefixed(name, "resourceTags/", "tag", true, userKey) ??
    prefixed(name, "costCategory/", "costCategory", true) ??
    prefixed(name, "product/", "product", true, normalizeName) ??
    prefixed(name, "resource_tags_", "tag", false, normalizedUserKey) ??
    prefixed(name, "cost_category_", "costCategory", false) ??
    prefixed(name, "product_", "product", true)
  );
}

/** The open dimension that a key of a map column stands for; `null` when the map holds none. */
export function openKeyOfMap(column: string, key: string): OpenKey | null {
  switch (column) {
    case "resource_tags":
      return { kind: "tag", key: normalizedUserKey(key), exact: false };
    case "tags":
      return (
        prefixed(key, "resourceTags/", "tag", true, userKey) ??
        prefixed(key, "costCategory/", "costCategory", true) ?? {
          kind: "tag",
          key: userKey(key),
          exact: true,
        }
      );
    case "cost_category":
      return { kind: "costCategory", key, exact: false };
    case "x_cost_categories":
      return { kind: "costCategory", key, exact: true };
    case "product":
    case "sku_price_details":
      return { kind: "product", key: normalizeName(key), exact: true };
    default:
      return null;
  }
}

/** Distinct references; a normalised spelling gives way to the exact one of the same name. */
export function distinctOpenKeys(
  keys: Iterable<OpenKey>,
): readonly { readonly ref: DimensionRef; readonly key: OpenKey }[] {
  const all = [...keys].filter(({ key }) => key !== "");
  const exact = new Set(
    all.filter((key) => key.exact).map(({ kind, key }) => `${kind}:${normalizeName(key)}`),
  );
  const byRef = new Map<DimensionRef, OpenKey>();
  for (const key of all)
    if (key.exact || !exact.has(`${key.kind}:${normalizeName(key.key)}`))
      byRef.set(`${key.kind}:${key.key}`, key);
  return [...byRef].map(([ref, key]) => ({ ref, key })).toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
}

function prefixed(
  name: string,
  prefix: string,
  kind: OpenDimensionKind,
  exact: boolean,
  keyOf: (rest: string) => string = (rest) => rest,
): OpenKey | null {
  return name.startsWith(prefix) ? { kind, key: keyOf(name.slice(prefix.length)), exact } : null;
}

/** `user:team` is shown as `team`; tags AWS makes keep their prefix: `aws:createdBy`. */
function userKey(key: string): string {
  return key.startsWith("user:") ? key.slice("user:".length) : key;
}

function normalizedUserKey(key: string): string {
  if (key.startsWith("aws_")) return `aws:${key.slice("aws_".length)}`;
  return key.startsWith("user_") ? key.slice("user_".length) : userKey(key);
}
