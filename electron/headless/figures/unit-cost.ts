import {
  type ExplainedFigure,
  UNIT_COST_MEASURES,
  UNIT_COST_PERIODS,
  type UnitCostFigure,
} from "#core/cost/explain/figure.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import type { DateRange, UsageDate } from "#core/time/period.ts";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";
import {
  type AnsweredCosts,
  costedPeriods,
  unitCostFigure,
  withPeriodBefore,
} from "#core/unit-economics/explain-unit-cost.ts";
import { costGranularity, lastTold, periodsFor, wholePeriods } from "#core/unit-economics/unit-costs.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { businessMetricCollection } from "../../host/business-metrics.ts";
import { NAMES } from "../explain-answer.ts";
import { rangeOf } from "../query-arguments.ts";
import { UsageError } from "../usage.ts";
import { type Asked, type FigureKind, moneyMetric, NOTHING_HELD, oneOf } from "./figure-kind.ts";
import { unitIdOf } from "./unit.ts";

export const UNIT_COST = {
  takes: ["metric", "from", "period", "unit", "currency", "measure"],
  takesName: true,
  help: `  unit-cost [FIGURE]     of one period of a kept business figure; --measure ${UNIT_COST_MEASURES.join(", ")}; costPerUnit
                         without it; --period ${UNIT_COST_PERIODS.join(", ")} (the longest the figures allow); --from a day of the
                         period (the newest that can be told); --unit of the allocation model; --metric (unblended),
                         --currency`,
  answer: unitCost,
} as const satisfies FigureKind;

type Of = UnitCostFigure["of"];

async function unitCost(asked: Asked): Promise<ExplainedFigure | string> {
  const { directory, schema, name, options, currency } = asked;
  const measure = oneOf(UNIT_COST_MEASURES, options.measure, "costPerUnit");
  const metric = moneyMetric(options.metric ?? "unblended");
  const business = namedIn(await businessMetricCollection(() => directory).list(), name);
  const by = periodOf(options.period, business);
  const { model } = await keptDefinitions(directory);
  if (model === null && options.unit !== undefined)
    throw new UsageError("this workspace has no allocation model");
  const of: Of =
    model === null || options.unit === undefined
      ? { kind: "bill", filters: [] }
      : { kind: "units", unitId: unitIdOf(model, options.unit) };
  if (schema.range === null) return NOTHING_HELD;
  const wanted = wholePeriods(daysOf(options.from) ?? schema.range, by, business);
  const range = withPeriodBefore(wanted, by);
  const costs = await costsOf(asked, { business, metric, range, of });
  const within = { by, range, held: schema.range };
  const periods = costedPeriods(business, model, costs, within);
  const now = options.from === undefined ? lastTold(periods) : periods.at(-1);
  if (now == null) return `no period has both costs and a figure of ${business.name}.`;
  const question: UnitCostFigure = {
    kind: "unitCost",
    measure,
    businessId: business.id,
    by,
    metric,
    of,
    range: now.range,
    currency,
  };
  const before = periods[periods.indexOf(now) - 1] ?? null;
  const explained = { business, model, now, before, currency: costs.answer.currency };
  return (
    unitCostFigure(question, explained, NAMES) ??
    `${NAMES.range(now.range)} ${measure === "costPerUnit" ? "has" : "and the period before have"} no whole cost with a figure of ${business.name}.`
  );
}

function namedIn(held: readonly BusinessMetric[], name: string | undefined): BusinessMetric {
  const [first, ...others] = held;
  if (first === undefined) throw new UsageError("no business figures are kept with this workspace");
  if (name === undefined && others.length === 0) return first;
  const found = held.find((one) => one.name.toLowerCase() === name?.toLowerCase());
  if (found !== undefined) return found;
  const names = held.map((one) => one.name).join(", ");
  throw new UsageError(
    name === undefined
      ? `there are several figures; name one of ${names}`
      : `there is no figure "${name}", only ${names}`,
  );
}

function periodOf(text: string | undefined, { grain }: BusinessMetric): UnitCostFigure["by"] {
  const possible = periodsFor(grain);
  return oneOf(possible, text, possible[0] ?? grain);
}

function daysOf(from: UsageDate | undefined): DateRange | null {
  return from === undefined ? null : rangeOf(from, from, null);
}

type Costs = {
  readonly business: BusinessMetric;
  readonly metric: Exclude<MetricId, "usageAmount">;
  readonly range: DateRange;
  readonly of: Of;
};

async function costsOf(
  { client, directory, currency, signal }: Asked,
  { business, metric, range, of }: Costs,
): Promise<AnsweredCosts & { readonly answer: { readonly currency: string | null } }> {
  const query = { metric, range, currency, granularity: costGranularity(business.grain) };
  const { model, profiles } = await keptDefinitions(directory);
  if (of.kind === "units" && model !== null) {
    const answer = await client.allocation.query({ ...query, model, profiles }, { signal });
    return { kind: "units", model, answer, unitId: of.unitId };
  }
  const answer = await client.cost.query({ ...query, filters: [], groupBy: [], top: null }, { signal });
  return { kind: "bill", answer };
}
