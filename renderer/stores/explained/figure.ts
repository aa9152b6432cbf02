import { CHARGE_GROUPINGS, CHARGE_KINDS } from "#core/charges/charge-kind.ts";
import { CHARGE_CATEGORIES } from "#core/charges/transfer-category.ts";
import { CONTAINER_METRICS, CONTAINER_RESOURCES } from "#core/container/container.ts";
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
  type AnomalyFigure,
  type BudgetFigure,
  type ChargeFigure,
  type CommitmentAccountFigure,
  type CommitmentFigure,
  type ContainerFigure,
  type FairShareFigure,
  type ForecastFigure,
  type InvoiceFigure,
  type ParityFigure,
  type RealisedFigure,
  type ResourcesFigure,
  type RestatementFigure,
  type UnitCostFigure,
  type UnitFigure,
  INVOICE_MEASURES,
  PARITY_MEASURES,
  REALISED_MEASURES,
  RESOURCES_MEASURES,
  UNIT_COST_MEASURES,
  UNIT_COST_PERIODS,
  UNIT_MEASURES,
} from "#core/cost/explain/figure.ts";
import { CONFIDENCES } from "#core/finding/finding.ts";
import { FINDING_STATUSES } from "#core/finding/findings-query.ts";
import { PARITY_DIMENSIONS } from "#core/parity/parity.ts";
import { RESOURCE_STATES } from "#core/resource/resource-query.ts";
import type { DateRange } from "#core/time/period.ts";
import { field, filtersOf, isTextOrNull, list, moneyMetricOf, oneOf, orNull, rangeOf } from "./parts.ts";

type Asked = { readonly range: DateRange; readonly currency: string | null };
type Kind = FigureQuestion["kind"];

/** How the rest of a figure is read, by its kind. */
const READERS: {
  readonly [K in Kind]: (value: unknown, asked: Asked) => Extract<FigureQuestion, { kind: K }> | null;
} = {
  unit: unitOf,
  commitment: commitmentOf,
  commitmentAccount: commitmentAccountOf,
  fairShare: fairShareOf,
  anomaly: anomalyOf,
  forecast: forecastOf,
  budget: budgetOf,
  unitCost: unitCostOf,
  charge: chargeOf,
  container: containerOf,
  invoice: invoiceOf,
  restatement: restatementOf,
  parity: parityOf,
  finding: findingOf,
  realised: realisedOf,
  resources: resourcesOf,
};

/** Null for what is no figure. */
export function figureOf(value: unknown): FigureQuestion | null {
  const [range, currency] = [rangeOf(field(value, "range")), field(value, "currency")];
  const kind = oneOf(Object.keys(READERS) as Kind[], field(value, "kind"));
  if (kind === null || range === null || !isTextOrNull(currency)) return null;
  return READERS[kind](value, { range, currency });
}

function unitOf(value: unknown, asked: Asked): UnitFigure | null {
  const measure = oneOf(UNIT_MEASURES, field(value, "measure"));
  const [unitId, metric] = [field(value, "unitId"), moneyMetricOf(field(value, "metric"))];
  const [alone = false, from = null, row = null] = [
    field(value, "alone"),
    field(value, "from"),
    field(value, "row"),
  ];
  if (
    measure === null ||
    metric === null ||
    !isTextOrNull(unitId) ||
    !isTextOrNull(from) ||
    typeof alone !== "boolean"
  )
    return null;
  const whole = { kind: "unit", measure, unitId, alone, from, metric, ...asked } as const;
  if (row === null) return { ...whole, row };
  const [by, of] = [oneOf(["service", "linkedAccount"], field(row, "by")), field(row, "value")];
  return by !== null && isTextOrNull(of) ? { ...whole, row: { by, value: of } } : null;
}

function forecastOf(value: unknown, asked: Asked): ForecastFigure | null {
  const [metric, assumesRenewal] = [moneyMetricOf(field(value, "metric")), field(value, "assumesRenewal")];
  if (metric === null || typeof assumesRenewal !== "boolean") return null;
  return { kind: "forecast", metric, assumesRenewal, ...asked };
}

function budgetOf(value: unknown, asked: Asked): BudgetFigure | null {
  const [measure, budgetId] = [oneOf(BUDGET_MEASURES, field(value, "measure")), field(value, "budgetId")];
  if (measure === null || typeof budgetId !== "string") return null;
  return { kind: "budget", measure, budgetId, ...asked };
}

function anomalyOf(value: unknown, asked: Asked): AnomalyFigure | null {
  const [measure, anomalyId] = [oneOf(ANOMALY_MEASURES, field(value, "measure")), field(value, "anomalyId")];
  if (measure === null || typeof anomalyId !== "string") return null;
  return { kind: "anomaly", measure, anomalyId, ...asked };
}

function chargeOf(value: unknown, asked: Asked): ChargeFigure | null {
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

function commitmentOf(value: unknown, asked: Asked): CommitmentFigure | null {
  const measure = oneOf(COMMITMENT_MEASURES, field(value, "measure"));
  const scope = oneOf(COMMITMENT_SCOPES, field(value, "scope"));
  const [arn, hour = null] = [field(value, "arn"), field(value, "hour")];
  if (measure === null || scope === null || !isTextOrNull(arn) || !isTextOrNull(hour)) return null;
  return { kind: "commitment", measure, scope, arn, hour, ...asked };
}

function commitmentAccountOf(value: unknown, asked: Asked): CommitmentAccountFigure | null {
  const measure = oneOf(COMMITMENT_ACCOUNT_MEASURES, field(value, "measure"));
  const [account, arn] = [field(value, "account"), field(value, "arn")];
  if (measure === null || !isTextOrNull(account) || !isTextOrNull(arn)) return null;
  return { kind: "commitmentAccount", measure, account, arn, ...asked };
}

function fairShareOf(value: unknown, asked: Asked): FairShareFigure | null {
  const measure = oneOf(FAIR_SHARE_MEASURES, field(value, "measure"));
  const of = field(value, "of");
  if (measure === null) return null;
  if (of === null) return { kind: "fairShare", measure, of, ...asked };
  const account = field(of, "account");
  return isTextOrNull(account) ? { kind: "fairShare", measure, of: { account }, ...asked } : null;
}

function unitCostOf(value: unknown, asked: Asked): UnitCostFigure | null {
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

function invoiceOf(value: unknown, asked: Asked): InvoiceFigure | null {
  const measure = oneOf(INVOICE_MEASURES, field(value, "measure"));
  const [payerAccountId, lineId] = [field(value, "payerAccountId"), field(value, "lineId")];
  if (measure === null || !isTextOrNull(payerAccountId) || !isTextOrNull(lineId)) return null;
  return { kind: "invoice", measure, payerAccountId, lineId, ...asked };
}

function restatementOf(value: unknown, asked: Asked): RestatementFigure | null {
  const measure = oneOf(CHANGE_MEASURES, field(value, "measure"));
  const metric = moneyMetricOf(field(value, "metric"));
  const [restatementId, filters] = [field(value, "restatementId"), filtersOf(field(value, "filters"))];
  if (measure === null || metric === null || filters === null || typeof restatementId !== "string")
    return null;
  return { kind: "restatement", measure, restatementId, metric, filters, ...asked };
}

function parityOf(value: unknown, asked: Asked): ParityFigure | null {
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

function findingOf(value: unknown, asked: Asked): FindingFigure | null {
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

function realisedOf(value: unknown, asked: Asked): RealisedFigure | null {
  const [measure, findingId] = [oneOf(REALISED_MEASURES, field(value, "measure")), field(value, "findingId")];
  return measure === null || typeof findingId !== "string"
    ? null
    : { kind: "realised", measure, findingId, ...asked };
}

function resourcesOf(value: unknown, asked: Asked): ResourcesFigure | null {
  const measure = oneOf(RESOURCES_MEASURES, field(value, "measure"));
  const [metric, filters] = [moneyMetricOf(field(value, "metric")), filtersOf(field(value, "filters"))];
  const search = field(value, "search");
  const state = orNull(field(value, "state"), (one) => oneOf(RESOURCE_STATES, one));
  const before = orNull(field(value, "before"), rangeOf);
  if (measure === null || metric === null || filters === null || typeof search !== "string") return null;
  if (state === undefined || before === undefined) return null;
  return { kind: "resources", measure, metric, filters, search, state, before, ...asked };
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

function containerOf(value: unknown, asked: Asked): ContainerFigure | null {
  const measure = oneOf(CONTAINER_MEASURES, field(value, "measure"));
  const metric = oneOf(CONTAINER_METRICS, field(value, "metric"));
  const [nodeId, filters] = [field(value, "nodeId"), filtersOf(field(value, "filters"))];
  const resource = orNull(field(value, "resource"), (one) => oneOf(CONTAINER_RESOURCES, one));
  const before = orNull(field(value, "before"), rangeOf);
  if (measure === null || metric === null || filters === null || !isTextOrNull(nodeId)) return null;
  if (resource === undefined || before === undefined) return null;
  return { kind: "container", measure, nodeId, resource, metric, filters, before, ...asked };
}
