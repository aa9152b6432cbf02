import type { ExplainedFigure } from "#core/cost/explain/figure.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { type BillingPeriod, isBillingPeriod } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import type { EngineClient } from "../../transport/client.ts";
import { metricOf } from "../query-arguments.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage.ts";

export type Options = Readonly<
  Partial<
    Record<
      "workspace" | "metric" | "from" | "to" | "month" | "payer" | "currency" | "measure" | "scope",
      string | undefined
    >
  >
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
  /** A sentence where there is nothing to explain. */
  readonly answer: (asked: Asked) => Promise<ExplainedFigure | string>;
};

export const NOTHING_HELD = "the workspace holds no costs yet.";

/** Net of private discounts where the reports have the columns, as the screens take it. */
export function netMetric({ options, schema }: Asked): MetricId {
  if (options.metric !== undefined) return metricOf(options.metric);
  const hasNet = schema.metrics.some(({ id, available }) => id === "netAmortized" && available);
  return hasNet ? "netAmortized" : "amortized";
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
