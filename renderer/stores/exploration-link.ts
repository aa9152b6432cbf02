import type { LocationQuery } from "vue-router";
import { parseDimensionRef, type DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { isMetricId, type MetricId } from "#core/cost/metric/metric-id.ts";
import { RESOURCE_ORDERS, RESOURCE_STATES, type ResourceQuery } from "#core/resource/resource-query.ts";
import type { Comparison } from "#core/time/comparison.ts";
import { PERIOD_PRESETS, type PeriodPreset } from "#core/time/preset.ts";
import { GRANULARITIES, isUsageDate, type DateRange, type Granularity } from "#core/time/period.ts";

/** How the costs are drawn over time. */
export type ChartChoice = "bars" | "lines" | "area";

/** Columns of the list of line items by id; `common` are those that every format has. */
export type ColumnChoice = "common" | "all" | readonly string[];

/** How the list of resources is looked at beside what all lists share. */
export type ResourceView = Pick<ResourceQuery, "search" | "state" | "sort">;

export const WHOLE_LIST: ResourceView = { search: "", state: null, sort: { by: "cost", descending: true } };

/** A view of the costs. `currency` is null where the workspace's own default applies. */
export type ExplorationView = {
  /** Dated by the user; null where `preset` names the range. */
  readonly range: DateRange | null;
  readonly preset: PeriodPreset;
  readonly comparison: Comparison | null;
  readonly metric: MetricId;
  readonly granularity: Granularity;
  readonly groupBy: readonly DimensionRef[];
  readonly filters: readonly Filter[];
  readonly currency: string | null;
  /** Currency that amounts are converted to and shown in beside the bill's own; null for none. */
  readonly shownIn: string | null;
  readonly chart: ChartChoice;
  /** Dimensions that were drilled through, in order; each has an include filter with one value. */
  readonly drilled: readonly DimensionRef[];
  readonly columns: ColumnChoice;
  /** What the list of line items is sorted by; null for the order of the files. */
  readonly sort: LineItemQuery["sort"];
  readonly resources: ResourceView;
};

export const NEUTRAL_VIEW: ExplorationView = {
  range: null,
  preset: "monthToDate",
  comparison: "previousPeriod",
  metric: "unblended",
  granularity: "day",
  groupBy: ["service"],
  filters: [],
  currency: null,
  shownIn: null,
  chart: "bars",
  drilled: [],
  columns: "common",
  sort: null,
  resources: WHOLE_LIST,
};

const CHARTS: readonly ChartChoice[] = ["bars", "lines", "area"];
const COMPARISONS: readonly Comparison[] = ["previousPeriod", "lastMonth", "lastYear"];
const NO_VALUE = "~";
const LONGEST_SEARCH = 256;

/** Writes a view as route query, leaving out what is neutral: `?from=2026-10-01&to=2026-11-01&f=service:AmazonEC2`. */
export function encodeView(view: ExplorationView): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  if (view.range !== null) Object.assign(query, { from: view.range.from, to: view.range.to });
  else if (view.preset !== NEUTRAL_VIEW.preset) query["period"] = view.preset;
  if (view.comparison !== NEUTRAL_VIEW.comparison) query["vs"] = view.comparison ?? "none";
  if (view.metric !== NEUTRAL_VIEW.metric) query["metric"] = view.metric;
  if (view.granularity !== NEUTRAL_VIEW.granularity) query["per"] = view.granularity;
  if (view.groupBy.join("\n") !== NEUTRAL_VIEW.groupBy.join("\n")) query["by"] = groupText(view.groupBy);
  if (view.filters.length > 0) query["f"] = view.filters.map(filterText);
  if (view.currency !== null) query["currency"] = view.currency;
  if (view.shownIn !== null) query["in"] = view.shownIn;
  if (view.chart !== NEUTRAL_VIEW.chart) query["chart"] = view.chart;
  if (view.drilled.length > 0) query["drilled"] = [...view.drilled];
  if (view.columns !== NEUTRAL_VIEW.columns) query["cols"] = columnsText(view.columns);
  if (view.sort !== null) query["sort"] = `${view.sort.descending ? "down" : "up"}:${view.sort.column}`;
  const { search, state, sort } = view.resources;
  if (search !== "") query["find"] = search;
  if (state !== null) query["state"] = state;
  if (sort.by !== WHOLE_LIST.sort.by || sort.descending !== WHOLE_LIST.sort.descending)
    query["order"] = `${sort.descending ? "down" : "up"}:${sort.by}`;
  return query;
}

/** Reads a view; whatever is no valid part of one falls back to neutral, so that an old link still opens. */
export function decodeView(query: LocationQuery): ExplorationView {
  const metric = first(query["metric"]);
  const vs = first(query["vs"]);
  const per = first(query["per"]);
  return {
    range: rangeOf(first(query["from"]), first(query["to"])),
    comparison: vs === "none" ? null : (COMPARISONS.find((id) => id === vs) ?? NEUTRAL_VIEW.comparison),
    metric: isMetricId(metric) ? metric : NEUTRAL_VIEW.metric,
    granularity: GRANULARITIES.find((id) => id === per) ?? NEUTRAL_VIEW.granularity,
    groupBy: query["by"] === undefined ? NEUTRAL_VIEW.groupBy : groupOf(all(query["by"])),
    filters: all(query["f"]).flatMap(filterOf),
    preset: PERIOD_PRESETS.find((id) => id === first(query["period"])) ?? NEUTRAL_VIEW.preset,
    currency: first(query["currency"]) || null,
    shownIn: /^[A-Z]{3}$/.exec(first(query["in"]))?.[0] ?? null,
    chart: CHARTS.find((id) => id === first(query["chart"])) ?? NEUTRAL_VIEW.chart,
    drilled: groupOf(all(query["drilled"])),
    columns: columnsOf(first(query["cols"])),
    sort: sortOf(first(query["sort"])),
    resources: {
      search: first(query["find"]).slice(0, LONGEST_SEARCH),
      state: RESOURCE_STATES.find((id) => id === first(query["state"])) ?? null,
      sort: orderOf(first(query["order"])),
    },
  };
}

function rangeOf(from: string, to: string): DateRange | null {
  return isUsageDate(from) && isUsageDate(to) && from < to ? { from, to } : null;
}

function groupText(groupBy: readonly DimensionRef[]): string | string[] {
  return groupBy.length === 0 ? "none" : [...groupBy];
}

function groupOf(texts: readonly string[]): readonly DimensionRef[] {
  return texts.flatMap((text) => parseDimensionRef(text) ?? []);
}

function columnsText(columns: ColumnChoice): string {
  return typeof columns === "string" ? `*${columns}` : columns.map(escape).join(",");
}

function columnsOf(text: string): ColumnChoice {
  if (text === "" || text === "*common") return "common";
  return text === "*all" ? "all" : text.split(",").map(unescape);
}

function sortOf(text: string): ExplorationView["sort"] {
  const match = /^(down|up):(.+)$/s.exec(text);
  return match?.[2] === undefined ? null : { column: match[2], descending: match[1] === "down" };
}

function orderOf(text: string): ResourceView["sort"] {
  const read = sortOf(text);
  const by = RESOURCE_ORDERS.find((id) => id === read?.column);
  return by === undefined || read === null ? WHOLE_LIST.sort : { by, descending: read.descending };
}

/** `!service:AmazonEC2,~` drops EC2 and line items without a service. */
function filterText({ dimension, mode, values }: Filter): string {
  const listed = values.map((value) => (value === null ? NO_VALUE : escape(value)));
  return `${mode === "exclude" ? "!" : ""}${escape(dimension)}:${listed.join(",")}`;
}

function filterOf(text: string): Filter[] {
  const match = /^(!?)([^:]+):(.*)$/s.exec(text);
  if (match === null) return [];
  const [, mark = "", dimensionText = "", list = ""] = match;
  const dimension = parseDimensionRef(unescape(dimensionText));
  if (dimension === null) return [];
  const values = list.split(",").map((part) => (part === NO_VALUE ? null : unescape(part)));
  return [{ dimension, mode: mark === "!" ? "exclude" : "include", values }];
}

function escape(text: string): string {
  return text.replace(/[%,:~!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescape(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function first(value: LocationQuery[string] | undefined): string {
  return all(value)[0] ?? "";
}

function all(value: LocationQuery[string] | undefined): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((entry): entry is string => typeof entry === "string");
}
