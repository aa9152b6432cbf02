import { type DimensionRef, profileRef } from "../cost/dimension/dimension-ref.ts";
import type { Filter } from "../cost/filter/filter.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import { type RuleDimension, type TagRule, unknownTags } from "../cost/profile/tag-profile.ts";
import { type DateRange, type Granularity, wholeMonths } from "../time/period.ts";
import type { AllocationQuery } from "./allocation-query.ts";
import type { AllocationModel } from "./model.ts";

/** Sums by dimensions, wherever the line items lie; buckets count from the first day of the range. */
export type FactQuestion = {
  readonly metric: MetricId;
  readonly granularity: Exclude<Granularity, "hour">;
  readonly range: DateRange;
  readonly dimensions: readonly DimensionRef[];
  readonly filters: readonly Filter[];
  readonly profiles: readonly RuleDimension[];
};

/** Facts that an answer about a model is worked out from; the id tells them apart from the others of the same answer. */
export type NeededFacts = { readonly id: string; readonly question: FactQuestion };

/** What is asked about a model: its units, what makes up a unit, or its rules by themselves. */
export type AllocationKind = "units" | "chargeback" | "preview";

type Asked = Omit<AllocationQuery, "granularity" | "currency">;

/** All facts that a question about a model needs. */
export function factsNeeded(kind: AllocationKind, query: Asked): readonly NeededFacts[] {
  if (kind === "preview") return [matchFacts(query)];
  const ofModel = [dayFacts(query), ...weightFacts(query).map(({ needed }) => needed)];
  return kind === "units" ? ofModel : [...ofModel, detailFacts(query)];
}

/** Names no virtual tag can have: theirs are trimmed. */
const TAKING_RULE = " rule";
const MATCHING_RULES = " rules";
const TAKEN_BY = profileRef(TAKING_RULE);

/** What each rule takes day by day over whole billing months, which the weights of shared pools are taken from. */
export function dayFacts(query: Asked): NeededFacts {
  return {
    id: "days",
    question: {
      metric: query.metric,
      granularity: "day",
      range: wholeMonths(query.range),
      dimensions: [TAKEN_BY],
      filters: [],
      profiles: takingRules(query),
    },
  };
}

/** Weights by rule and month of every pool that is split by another metric. */
export function weightFacts(
  query: Asked,
): readonly { readonly unitId: string; readonly needed: NeededFacts }[] {
  const profiles = takingRules(query);
  return query.model.units.flatMap(({ id, split }) => {
    // Weights that a deleted virtual tag told are none, and the pool says that it is not split.
    if (split?.kind !== "metric" || unknownTags(split.filters, profiles).length > 0) return [];
    const question: FactQuestion = {
      metric: split.metric,
      granularity: "month",
      range: wholeMonths(query.range),
      dimensions: [TAKEN_BY],
      filters: split.filters,
      profiles,
    };
    return [{ unitId: id, needed: { id: `weights of ${id}`, question } }];
  });
}

/** What each rule takes of the accounts' services month by month, within the range. */
export function detailFacts(query: Asked): NeededFacts {
  return {
    id: "details",
    question: {
      metric: query.metric,
      granularity: "month",
      range: query.range,
      dimensions: [TAKEN_BY, "linkedAccount", "service"],
      filters: [],
      profiles: takingRules(query),
    },
  };
}

/** Line items by all the rules that they match, over the whole range. */
export function matchFacts({ model, profiles, metric, range }: Asked): NeededFacts {
  const matching = { name: MATCHING_RULES, matchesOf: tagRules(model) };
  return {
    id: "matches",
    question: {
      metric,
      granularity: "total",
      range,
      dimensions: [profileRef(MATCHING_RULES)],
      filters: [],
      profiles: [...profiles, matching],
    },
  };
}

function takingRules({ model, profiles }: Asked): readonly RuleDimension[] {
  return [...profiles, { id: TAKING_RULE, name: TAKING_RULE, source: null, rules: tagRules(model) }];
}

function tagRules({ rules }: AllocationModel): readonly TagRule[] {
  return rules.map(({ id, filters }) => ({ id, value: id, filters }));
}
