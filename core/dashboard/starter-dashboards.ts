import type { DimensionRef } from "../cost/dimension/dimension-ref.ts";
import type { MetricId } from "../cost/metric/metric-id.ts";
import type { Comparison } from "../time/comparison.ts";
import type { PeriodPreset } from "../time/preset.ts";
import type { Dashboard, Tile, TileContent, TileQuestion } from "./dashboard.ts";
import { newTile } from "./edit-dashboard.ts";

/** What the workspace's data can show. */
export type DataPresent = {
  /** Metrics its reports support. */
  readonly metrics: readonly MetricId[];
  readonly tagKeys: readonly string[];
  readonly hasCommitments: boolean;
  readonly hasBudgets: boolean;
};

export type Starter = "finance" | "engineering";

type NewId = () => string;

/** Words that tag keys of those who answer for costs mostly hold. */
const OWNERS = /team|owner|squad|product|project|app|service|cost.?cent/i;

/** A dashboard to begin with, of what the data can show. */
export function starterDashboard(starter: Starter, present: DataPresent, newId: NewId): Dashboard {
  return starter === "finance" ? financeMonthly(present, newId) : engineeringDaily(present, newId);
}

function financeMonthly(present: DataPresent, newId: NewId): Dashboard {
  const spread = spreadMetric(present);
  const asked = (
    period: PeriodPreset,
    comparison: Comparison | null,
    metric: MetricId = "unblended",
  ): TileQuestion => ({ metric, comparison, period: { kind: "named", preset: period }, filters: [] });
  const tile = (content: TileContent, size: Partial<Pick<Tile, "width" | "height">> = {}): Tile => ({
    ...newTile(newId(), content),
    ...size,
  });
  return {
    id: newId(),
    name: "Finance monthly",
    tiles: [
      tile({ kind: "number", question: asked("lastMonth", "previousPeriod") }),
      tile({ kind: "number", question: asked("monthToDate", "lastMonth") }),
      tile({ kind: "number", question: asked("last3Months", "previousPeriod") }),
      tile({ kind: "number", question: asked("yearToDate", "lastYear") }),
      tile({
        kind: "chart",
        question: asked("last12Months", null, spread),
        granularity: "month",
        groupBy: ["service"],
        chart: "bars",
      }),
      tile({
        kind: "top",
        question: asked("lastMonth", "previousPeriod"),
        groupBy: "linkedAccount",
        rows: 8,
      }),
      tile({
        kind: "table",
        question: asked("last6Months", null),
        granularity: "month",
        groupBy: ["service"],
        rows: 10,
      }),
      tile({ kind: "top", question: asked("lastMonth", "previousPeriod"), groupBy: "lineItemType", rows: 8 }),
      ...(present.hasCommitments
        ? [tile({ kind: "commitments", period: { kind: "named", preset: "lastMonth" } }, { width: 6 })]
        : []),
      ...(present.hasBudgets ? [tile({ kind: "budgets", budgetId: null }, { width: 6 })] : []),
    ],
  };
}

function engineeringDaily(present: DataPresent, newId: NewId): Dashboard {
  const metric = spreadMetric(present);
  const owner = present.tagKeys.find((key) => OWNERS.test(key)) ?? present.tagKeys[0];
  const asked = (period: PeriodPreset, comparison: Comparison | null): TileQuestion => ({
    metric,
    comparison,
    period: { kind: "named", preset: period },
    filters: [],
  });
  const top = (groupBy: DimensionRef): TileContent => ({
    kind: "top",
    question: asked("last7Days", "previousPeriod"),
    groupBy,
    rows: 8,
  });
  return {
    id: newId(),
    name: "Engineering daily",
    tiles: [
      newTile(newId(), { kind: "number", question: asked("last7Days", "previousPeriod") }),
      newTile(newId(), { kind: "number", question: asked("last30Days", "previousPeriod") }),
      newTile(newId(), { kind: "number", question: asked("monthToDate", "lastMonth") }),
      newTile(
        newId(),
        {
          kind: "number",
          question: {
            ...asked("last30Days", "previousPeriod"),
            filters: [{ dimension: "lineItemType", mode: "include", values: ["Usage"] }],
          },
        },
        "On demand, last 30 days",
      ),
      newTile(newId(), {
        kind: "chart",
        question: asked("last30Days", "previousPeriod"),
        granularity: "day",
        groupBy: ["service"],
        chart: "bars",
      }),
      newTile(newId(), { kind: "anomalies", rows: 6 }),
      newTile(newId(), top("usageType")),
      newTile(newId(), top("resourceId")),
      newTile(newId(), top(owner === undefined ? "linkedAccount" : `tag:${owner}`)),
    ],
  };
}

/** Costs on the days they are used on, net of private discounts, as far as the reports tell. */
function spreadMetric({ metrics }: DataPresent): MetricId {
  return (["netAmortized", "amortized"] as const).find((id) => metrics.includes(id)) ?? "unblended";
}
