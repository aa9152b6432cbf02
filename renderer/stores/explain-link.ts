import { CHARGE_GROUPINGS, CHARGE_KINDS } from "#core/charges/charge-kind.ts";
import type { ChargeScope } from "#core/charges/charge-scope.ts";
import { CHARGE_CATEGORIES } from "#core/charges/transfer-category.ts";
import { CONTAINER_METRICS, CONTAINER_RESOURCES } from "#core/container/container.ts";
import {
  CONTAINER_PARTS,
  type ContainerPlace,
  type ContainerScope,
  splitMetric,
} from "#core/container/container-scope.ts";
import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CellDifference, CostCell, GroupKeys } from "#core/cost/explain/cost-cell.ts";
import {
  ANOMALY_MEASURES,
  BUDGET_MEASURES,
  COMMITMENT_ACCOUNT_MEASURES,
  COMMITMENT_MEASURES,
  COMMITMENT_SCOPES,
  CHANGE_MEASURES,
  CHARGE_MEASURES,
  CONTAINER_MEASURES,
  FAIR_SHARE_MEASURES,
  type FigureQuestion,
  FINDING_MEASURES,
  type FindingFigure,
  INVOICE_MEASURES,
  PARITY_MEASURES,
  UNIT_COST_MEASURES,
  UNIT_COST_PERIODS,
  UNIT_MEASURES,
  type UnitFigure,
} from "#core/cost/explain/figure.ts";
import { CONFIDENCES } from "#core/finding/finding.ts";
import { FINDING_STATUSES } from "#core/finding/findings-query.ts";
import { PARITY_DIMENSIONS } from "#core/parity/parity.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { isMetricId, type MetricId } from "#core/cost/metric/metric-id.ts";
import { type DateRange, isUsageDate } from "#core/time/period.ts";

/** A number, a difference of two or a figure that is being explained as text for the address. */
export function encodeExplained(explained: CostCell | CellDifference | FigureQuestion): string {
  return JSON.stringify(explained);
}

/** Reads a number back; null for anything that is no such text. The engine checks its question once more. */
export function decodeCell(text: unknown): CostCell | null {
  return cellOf(parsed(text));
}

/** Reads a difference back, likewise. */
export function decodeDifference(text: unknown): CellDifference | null {
  const value = parsed(text);
  const [before, now] = [cellOf(field(value, "before")), cellOf(field(value, "now"))];
  return before === null || now === null ? null : { before, now };
}

/** Reads a figure back, likewise. */
export function decodeFigure(text: unknown): FigureQuestion | null {
  const value = parsed(text);
  const [range, currency] = [rangeOf(field(value, "range")), field(value, "currency")];
  if (range === null || !isTextOrNull(currency)) return null;
  if (field(value, "kind") === "unit") {
    const measure = oneOf(UNIT_MEASURES, field(value, "measure"));
    return measure === null ? null : unitOf(value, measure, { range, currency });
  }
  if (field(value, "kind") === "forecast") {
    const [metric, assumesRenewal] = [moneyMetricOf(field(value, "metric")), field(value, "assumesRenewal")];
    return metric !== null && typeof assumesRenewal === "boolean"
      ? { kind: "forecast", metric, assumesRenewal, range, currency }
      : null;
  }
  if (field(value, "kind") === "budget") {
    const measure = oneOf(BUDGET_MEASURES, field(value, "measure"));
    const budgetId = field(value, "budgetId");
    if (measure === null || typeof budgetId !== "string") return null;
    return { kind: "budget", measure, budgetId, range, currency };
  }
  if (field(value, "kind") === "anomaly") {
    const measure = oneOf(ANOMALY_MEASURES, field(value, "measure"));
    const anomalyId = field(value, "anomalyId");
    if (measure === null || typeof anomalyId !== "string") return null;
    return { kind: "anomaly", measure, anomalyId, range, currency };
  }
  if (field(value, "kind") === "unitCost") return unitCostOf(value, { range, currency });
  if (field(value, "kind") === "invoice") return invoiceOf(value, { range, currency });
  if (field(value, "kind") === "restatement") return restatementOf(value, { range, currency });
  if (field(value, "kind") === "parity") return parityOf(value, { range, currency });
  if (field(value, "kind") === "finding") return findingOf(value, { range, currency });
  if (field(value, "kind") === "container") return containerOf(value, { range, currency });
  if (field(value, "kind") === "commitment") return commitmentOf(value, { range, currency });
  if (field(value, "kind") === "commitmentAccount") return commitmentAccountOf(value, { range, currency });
  if (field(value, "kind") === "charge") return chargeOf(value, { range, currency });
  return field(value, "kind") === "fairShare" ? fairShareOf(value, { range, currency }) : null;
}

type Asked = { readonly range: DateRange; readonly currency: string | null };

function unitOf(value: unknown, measure: UnitFigure["measure"], asked: Asked): FigureQuestion | null {
  const [unitId, metric] = [field(value, "unitId"), moneyMetricOf(field(value, "metric"))];
  const [alone = false, from = null, row = null] = [
    field(value, "alone"),
    field(value, "from"),
    field(value, "row"),
  ];
  if (metric === null || !isTextOrNull(unitId) || !isTextOrNull(from) || typeof alone !== "boolean")
    return null;
  const whole = { kind: "unit", measure, unitId, alone, from, metric, ...asked } as const;
  if (row === null) return { ...whole, row };
  const [by, of] = [oneOf(["service", "linkedAccount"], field(row, "by")), field(row, "value")];
  return by !== null && isTextOrNull(of) ? { ...whole, row: { by, value: of } } : null;
}

function chargeOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(CHARGE_MEASURES, field(value, "measure"));
  const charge = oneOf(CHARGE_KINDS, field(value, "charge"));
  const category = orNull(field(value, "category"), (one) => oneOf(CHARGE_CATEGORIES, one));
  const groupBy = oneOf(CHARGE_GROUPINGS, field(value, "groupBy"));
  const [metric, filters] = [moneyMetricOf(field(value, "metric")), filtersOf(field(value, "filters"))];
  const key = orNull(field(value, "key"), (one) => {
    const values = list(one);
    return Array.isArray(one) && values.every(isTextOrNull) ? values : null;
  });
  if (measure === null || charge === null || groupBy === null || metric === null) return null;
  if (filters === null || category === undefined || key === undefined) return null;
  return { kind: "charge", measure, charge, category, groupBy, key, metric, filters, ...asked };
}

function commitmentOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(COMMITMENT_MEASURES, field(value, "measure"));
  const scope = oneOf(COMMITMENT_SCOPES, field(value, "scope"));
  const [arn, hour = null] = [field(value, "arn"), field(value, "hour")];
  if (measure === null || scope === null || !isTextOrNull(arn) || !isTextOrNull(hour)) return null;
  return { kind: "commitment", measure, scope, arn, hour, ...asked };
}

function commitmentAccountOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(COMMITMENT_ACCOUNT_MEASURES, field(value, "measure"));
  const [account, arn] = [field(value, "account"), field(value, "arn")];
  if (measure === null || !isTextOrNull(account) || !isTextOrNull(arn)) return null;
  return { kind: "commitmentAccount", measure, account, arn, ...asked };
}

function fairShareOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(FAIR_SHARE_MEASURES, field(value, "measure"));
  const of = field(value, "of");
  if (measure === null) return null;
  if (of === null) return { kind: "fairShare", measure, of, ...asked };
  const account = field(of, "account");
  return isTextOrNull(account) ? { kind: "fairShare", measure, of: { account }, ...asked } : null;
}

function unitCostOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(UNIT_COST_MEASURES, field(value, "measure"));
  const by = oneOf(UNIT_COST_PERIODS, field(value, "by"));
  const metric = moneyMetricOf(field(value, "metric"));
  const [businessId, of] = [field(value, "businessId"), field(value, "of")];
  const unitId = field(of, "unitId");
  const filters = filtersOf(field(of, "filters"));
  if (measure === null || by === null || metric === null || typeof businessId !== "string") return null;
  const shared = { kind: "unitCost", measure, businessId, by, metric, ...asked } as const;
  if (field(of, "kind") === "bill" && filters !== null) return { ...shared, of: { kind: "bill", filters } };
  return field(of, "kind") === "units" && isTextOrNull(unitId)
    ? { ...shared, of: { kind: "units", unitId } }
    : null;
}

function invoiceOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(INVOICE_MEASURES, field(value, "measure"));
  const [payerAccountId, lineId] = [field(value, "payerAccountId"), field(value, "lineId")];
  if (measure === null || !isTextOrNull(payerAccountId) || !isTextOrNull(lineId)) return null;
  return { kind: "invoice", measure, payerAccountId, lineId, ...asked };
}

function restatementOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(CHANGE_MEASURES, field(value, "measure"));
  const metric = moneyMetricOf(field(value, "metric"));
  const [restatementId, filters] = [field(value, "restatementId"), filtersOf(field(value, "filters"))];
  if (measure === null || metric === null || filters === null || typeof restatementId !== "string")
    return null;
  return { kind: "restatement", measure, restatementId, metric, filters, ...asked };
}

function parityOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(PARITY_MEASURES, field(value, "measure"));
  const metric = moneyMetricOf(field(value, "metric"));
  const [leftId, rightId, row] = [field(value, "leftId"), field(value, "rightId"), field(value, "row")];
  const [by, of] = [oneOf(PARITY_DIMENSIONS, field(row, "by")), field(row, "value")];
  if (measure === null || metric === null || typeof leftId !== "string" || typeof rightId !== "string")
    return null;
  const shared = { kind: "parity", measure, leftId, rightId, metric, ...asked } as const;
  if (row === null) return { ...shared, row };
  return by !== null && isTextOrNull(of) ? { ...shared, row: { by, value: of } } : null;
}

function findingOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(FINDING_MEASURES, field(value, "measure"));
  const [findingId, item, given] = [
    field(value, "findingId"),
    field(value, "item"),
    field(value, "confidence"),
  ];
  const confidence = oneOf(CONFIDENCES, given);
  const filter = findingsFilterOf(field(value, "filter"));
  if (measure === null || filter === null || !isTextOrNull(findingId)) return null;
  if (given !== null && confidence === null) return null;
  const shared = { kind: "finding", measure, findingId, confidence, filter, ...asked } as const;
  if (item === null) return { ...shared, item };
  const [key, account] = [field(item, "key"), field(item, "account")];
  return typeof key === "string" && isTextOrNull(account) ? { ...shared, item: { key, account } } : null;
}

function findingsFilterOf(value: unknown): FindingFigure["filter"] | null {
  const confidences = list(field(value, "confidences")).map((one) => oneOf(CONFIDENCES, one));
  const [given, service, account] = [
    field(value, "status"),
    field(value, "service"),
    field(value, "account"),
  ];
  const status = oneOf(FINDING_STATUSES, given);
  if (given !== null && status === null) return null;
  if (!isTextOrNull(service) || !isTextOrNull(account) || confidences.length === 0) return null;
  return confidences.every((one) => one !== null) ? { confidences, status, service, account } : null;
}

function moneyMetricOf(value: unknown): Exclude<MetricId, "usageAmount"> | null {
  return typeof value === "string" && isMetricId(value) && value !== "usageAmount" ? value : null;
}

function filtersOf(value: unknown): readonly Filter[] | null {
  const filters = list(value).map(filterOf);
  return Array.isArray(value) && filters.every((filter) => filter !== null) ? filters : null;
}

function containerOf(value: unknown, asked: Asked): FigureQuestion | null {
  const measure = oneOf(CONTAINER_MEASURES, field(value, "measure"));
  const metric = oneOf(CONTAINER_METRICS, field(value, "metric"));
  const [nodeId, filters] = [field(value, "nodeId"), filtersOf(field(value, "filters"))];
  const resource = orNull(field(value, "resource"), (one) => oneOf(CONTAINER_RESOURCES, one));
  const before = orNull(field(value, "before"), rangeOf);
  if (measure === null || metric === null || filters === null || !isTextOrNull(nodeId)) return null;
  if (resource === undefined || before === undefined) return null;
  return { kind: "container", measure, nodeId, resource, metric, filters, before, ...asked };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function cellOf(value: unknown): CostCell | null {
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

function isTextIfAny(value: unknown): value is string | null | undefined {
  return value === undefined || isTextOrNull(value);
}

/** Null stays null; undefined for what is neither null nor what is read. */
function orNull<T>(value: unknown, read: (value: unknown) => T | null): T | null | undefined {
  return value === null ? null : (read(value) ?? undefined);
}

function rangeOf(value: unknown): DateRange | null {
  const [from, to] = [field(value, "from"), field(value, "to")];
  return isDay(from) && isDay(to) ? { from, to } : null;
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((one) => one === value) ?? null;
}

function filterOf(value: unknown): Filter | null {
  const [dimension, mode] = [refOf(field(value, "dimension")), field(value, "mode")];
  const values = list(field(value, "values"));
  if (dimension === null || (mode !== "include" && mode !== "exclude") || !values.every(isTextOrNull))
    return null;
  return { dimension, mode, values };
}

function keysOf(value: unknown): GroupKeys | undefined {
  const dimensions = list(field(value, "dimensions")).map(refOf);
  const keys = list(field(value, "keys")).map(list);
  if (!dimensions.every((ref) => ref !== null)) return undefined;
  return { dimensions, keys: keys.map((key) => key.filter(isTextOrNull)) };
}

function refOf(value: unknown): DimensionRef | null {
  return typeof value === "string" ? parseDimensionRef(value) : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && isUsageDate(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
