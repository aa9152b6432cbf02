import type { Definitions } from "#core/allocation/definitions.ts";
import type { ReportContent, Told } from "#core/client-report/content.ts";
import type { ReportRequest } from "#core/client-report/report-request.ts";
import { SERIES } from "#core/client-report/telling.ts";
import type { ComparedMetric } from "#core/compare/comparison.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import type { SetAssumption } from "#core/finding/finding.ts";
import type { FindingMark } from "#core/finding/findings-query.ts";
import type { JobId } from "#core/job/job.ts";
import { fail } from "#core/result/failure.ts";
import {
  addDays,
  addMonths,
  lastEndedPeriod,
  periodOf,
  rangeOfPeriod,
  type BillingPeriod,
  type DateRange,
} from "#core/time/period.ts";
import type { Invoice } from "#core/tie-out/invoice.ts";
import type { SignOff } from "#core/tie-out/sign-off.ts";
import { failureOf } from "../transport/failure-of.ts";
import type { EngineClient } from "../transport/client.ts";

/** What is kept with the workspace and takes part in a report. */
export type KeptForReports = {
  readonly definitions: Definitions;
  readonly marks: readonly FindingMark[];
  readonly set: readonly SetAssumption[];
  readonly invoices: readonly Invoice[];
  readonly signOffs: readonly SignOff[];
};

type Gathering = {
  readonly engine: EngineClient;
  readonly request: ReportRequest;
  readonly kept: KeptForReports;
  readonly now: Date;
  /** `CloudSpend Desktop 1.2.3`. */
  readonly madeWith: string;
  /** Waits for a job of the engine. */
  readonly follow: (id: JobId) => Promise<unknown>;
  readonly signal: AbortSignal | undefined;
};

/** With the others and the total on one page. */
const MOST_SERVICES = 15;
const MOST_ACCOUNTS = 100;

/** Asks the engine everything a report tells. Parts that cannot be told say why; the costs themselves must be there. */
export async function gatherReport(gathering: Gathering): Promise<ReportContent> {
  const { engine, request, kept, now, madeWith } = gathering;
  const { definition } = request;
  const { range: all } = await engine.workspace.schema();
  if (all === null) return fail("query.no_data", {});
  const month = request.month ?? lastEndedPeriod(all);
  const held = within(rangeOfPeriod(month), all);
  if (held === null) {
    const [first, last] = [periodOf(all.from), periodOf(addDays(all.to, -1))];
    return fail("report.month_not_held", { month, first, last });
  }
  const background = { from: `${addMonths(month, 1 - definition.months)}-01`, to: held.to };
  const range = within(background, { from: `${periodOf(all.from)}-01`, to: all.to }) ?? held;
  const options = gathering.signal === undefined ? {} : { signal: gathering.signal };
  const metric = definition.metric ?? (await bestMetric(gathering, range));
  const query: CostQuery = {
    metric,
    granularity: "month",
    range,
    groupBy: ["service"],
    filters: [],
    currency: request.currency,
    top: SERIES,
  };
  const trend = await engine.cost.query(query, options);
  const currency = trend.currency ?? request.currency;
  const { model, profiles } = kept.definitions;
  return {
    definition,
    madeAt: now.toISOString(),
    madeWith,
    month,
    held,
    metric,
    currency,
    trend,
    drivers: await told(() =>
      engine.comparison.query(
        {
          metric,
          filters: [],
          groupBy: ["service"],
          currency,
          byAccount: true,
          before: { kind: "own", range: rangeOfPeriod(addMonths(month, -1)) },
          now: { kind: "own", range: held },
          byDays: true,
          top: MOST_SERVICES,
          products: { effect: null, limit: 0 },
        },
        options,
      ),
    ),
    accounts: await told(() =>
      engine.cost.query(
        {
          ...query,
          granularity: "total",
          range: held,
          groupBy: ["linkedAccount"],
          currency,
          top: MOST_ACCOUNTS,
        },
        options,
      ),
    ),
    allocation:
      model === null
        ? null
        : await told(async () => ({
            model,
            answer: await engine.allocation.query(
              { model, profiles, metric, granularity: "total", range: held, currency },
              options,
            ),
          })),
    commitments: await told(() =>
      engine.commitments.query({ range, granularity: "month", currency, arn: null }, options),
    ),
    commitmentsOfMonth: await told(() =>
      engine.commitments.query({ range: held, granularity: "month", currency, arn: null }, options),
    ),
    findings: await told(() => findingsOf(gathering, month, currency)),
    periods: await engine.periods.list(),
    quality: await engine.quality.list(),
    tieOut: await told(() => engine.tieOut.ledger({ invoices: kept.invoices }, options)),
    signOffs: kept.signOffs,
  };
}

async function findingsOf(
  { engine, kept, follow }: Gathering,
  month: BillingPeriod,
  currency: string | null,
) {
  const request = { range: rangeOfPeriod(month), currency, assumptions: kept.set };
  const leaveOut = kept.marks.filter(({ status }) => status === "rejected").map(({ id }) => id);
  await follow(await engine.findings.run(request));
  const answer = await engine.findings.list({ ...request, leaveOut });
  if (answer === null) return fail("query.no_data", {});
  return { answer, marks: kept.marks, set: kept.set };
}

/** Amortized cost where every month has it, else what was charged. */
async function bestMetric({ engine, request }: Gathering, range: DateRange): Promise<ComparedMetric> {
  const { missing } = await engine.cost.query({
    metric: "amortized",
    granularity: "month",
    range,
    groupBy: [],
    filters: [],
    currency: request.currency,
    top: null,
  });
  return missing.length === 0 ? "amortized" : "unblended";
}

async function told<T>(ask: () => Promise<T>): Promise<Told<T>> {
  try {
    return { kind: "told", value: await ask() };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null || failure.code === "cancelled" || failure.code === "internal") throw error;
    return { kind: "notComputable", failure };
  }
}

function within(range: DateRange, held: DateRange): DateRange | null {
  const from = range.from > held.from ? range.from : held.from;
  const to = range.to < held.to ? range.to : held.to;
  return from < to ? { from, to } : null;
}
