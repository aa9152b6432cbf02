import { CHARGE_KINDS } from "#core/charges/charge-kind.ts";
import type { ChargeScope } from "#core/charges/charge-scope.ts";
import { CHARGE_CATEGORIES } from "#core/charges/transfer-category.ts";
import {
  CONTAINER_PARTS,
  type ContainerPlace,
  type ContainerScope,
  splitMetric,
} from "#core/container/container-scope.ts";
import type { CostCell, GroupKeys } from "#core/cost/explain/cost-cell.ts";
import { isMetricId } from "#core/cost/metric/metric-id.ts";
import { field, filterOf, isTextIfAny, isTextOrNull, list, oneOf, orNull, rangeOf, refOf } from "./parts.ts";

/** Null for what is no cell. */
export function cellOf(value: unknown): CostCell | null {
  const [metric, currency, hour] = [field(value, "metric"), field(value, "currency"), field(value, "hour")];
  const range = rangeOf(field(value, "range"));
  const filters = list(field(value, "filters")).map(filterOf);
  const without = field(value, "without") === null ? null : keysOf(field(value, "without"));
  if (typeof metric !== "string" || !isMetricId(metric) || range === null) return null;
  if (!isTextOrNull(currency) || !isTextOrNull(hour) || without === undefined) return null;
  if (!filters.every((filter) => filter !== null)) return null;
  const charges = scopeOf(field(value, "charges"));
  const containers = containersOf(field(value, "containers"));
  if (charges === null || containers === null) return null;
  if (containers !== undefined && splitMetric(metric) === null) return null;
  return {
    metric,
    range,
    filters,
    currency,
    hour,
    without,
    ...(charges === undefined ? {} : { charges }),
    ...(containers === undefined ? {} : { containers }),
  };
}

/** Undefined where none is given, null for what is none. */
function scopeOf(value: unknown): ChargeScope | null | undefined {
  if (value === undefined) return undefined;
  const kind = oneOf(CHARGE_KINDS, field(value, "kind"));
  if (kind === null) return null;
  if (field(value, "categories") === null) return { kind, categories: null };
  const categories = list(field(value, "categories")).map((one) => oneOf(CHARGE_CATEGORIES, one));
  return categories.every((one) => one !== null) ? { kind, categories } : null;
}

/** Likewise. */
function containersOf(value: unknown): ContainerScope | null | undefined {
  if (value === undefined) return undefined;
  const [part, instance] = [oneOf(CONTAINER_PARTS, field(value, "part")), field(value, "instance")];
  const place = orNull(field(value, "place"), placeOf);
  if (part === null || place === undefined) return null;
  if (instance === undefined) return { part, place };
  return typeof instance === "string" ? { part, place, instance } : null;
}

function placeOf(value: unknown): ContainerPlace | null {
  const platform = oneOf(["EKS", "ECS"], field(value, "platform"));
  const [account, region, cluster] = [
    field(value, "account"),
    field(value, "region"),
    field(value, "cluster"),
  ];
  const [namespace, workload] = [field(value, "namespace"), field(value, "workload")];
  if (platform === null || !isTextOrNull(account) || !isTextOrNull(region) || !isTextOrNull(cluster))
    return null;
  if (!isTextIfAny(namespace) || !isTextIfAny(workload)) return null;
  return {
    platform,
    account,
    region,
    cluster,
    ...(namespace === undefined ? {} : { namespace }),
    ...(workload === undefined ? {} : { workload }),
  };
}

function keysOf(value: unknown): GroupKeys | undefined {
  const dimensions = list(field(value, "dimensions")).map(refOf);
  const keys = list(field(value, "keys")).map(list);
  if (!dimensions.every((ref) => ref !== null)) return undefined;
  return { dimensions, keys: keys.map((key) => key.filter(isTextOrNull)) };
}
