import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import type { ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { type BillingPeriod, isBillingPeriod } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import type { EngineClient } from "../../transport/client.ts";
import { metricOf } from "../query-arguments.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage.ts";

const TEXT = { type: "string" } as const;
/** Options that figures take besides those of every explanation. */
export const FIGURE_OPTIONS = {
  month: TEXT,
  payer: TEXT,
  measure: TEXT,
  scope: TEXT,
  kind: TEXT,
  by: TEXT,
  period: TEXT,
  unit: TEXT,
  arn: TEXT,
  "no-renewal": { type: "boolean" },
} as const;

type FigureText = Exclude<keyof typeof FIGURE_OPTIONS, "no-renewal">;
export type Options = Readonly<
  Partial<Record<"workspace" | "metric" | "from" | "to" | "currency" | FigureText, string | undefined>>
> & {
  readonly filter?: readonly string[] | undefined;
  readonly "no-renewal"?: boolean | undefined;
  readonly json?: boolean | undefined;
};
export type OptionName = Exclude<keyof Options, "workspace" | "json">;

export type Asked = {
  readonly client: EngineClient;
  readonly schema: WorkspaceSchema;
  readonly directory: string;
  readonly name: string | undefined;
  readonly options: Options;
  readonly currency: string | null;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
};

export type FigureKind = {
  /** Options it takes besides the workspace and `--json`. */
  readonly takes: readonly OptionName[];
  readonly takesName: boolean;
  readonly help: string;
  /** Costs where the number is nothing else; a sentence where there is nothing to explain. */
  readonly answer: (asked: Asked) => Promise<ExplainedFigure | CostCell | string>;
};

export const NOTHING_HELD = "the workspace holds no costs yet.";

/** Net of private discounts where the reports have the columns, as the screens take it. */
export function netMetric({ options, schema }: Asked): MetricId {
  if (options.metric !== undefined) return metricOf(options.metric);
  const hasNet = schema.metrics.some(({ id, available }) => id === "netAmortized" && available);
  return hasNet ? "netAmortized" : "amortized";
}

export function moneyMetric(text: string): Exclude<MetricId, "usageAmount"> {
  const metric = metricOf(text);
  if (metric === "usageAmount") throw new UsageError("--metric usageAmount is no money");
  return metric;
}

/** The month that is asked for; null where none is. */
export function monthOf({ options: { month } }: Asked): BillingPeriod | null {
  if (month === undefined || isBillingPeriod(month)) return month ?? null;
  throw new UsageError(`--month must be a month like 2026-10, not "${month}"`);
}

export function oneOf<const T extends string>(
  known: readonly T[],
  text: string | undefined,
  otherwise: T,
): T {
  if (text === undefined) return otherwise;
  const found = known.find((each) => each.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new UsageError(`there is no "${text}", only ${known.join(", ")}`);
  return found;
}
