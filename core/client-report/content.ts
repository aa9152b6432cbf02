import type { AllocationAnswer } from "../allocation/allocation-query.ts";
import type { AllocationModel } from "../allocation/model.ts";
import type { CommitmentAnswer } from "../commitment/commitment.ts";
import type { ComparedMetric, ComparisonAnswer } from "../compare/comparison.ts";
import type { CostAnswer } from "../cost/query/cost-query.ts";
import type { SetAssumption } from "../finding/finding.ts";
import type { FindingMark, FindingsAnswer } from "../finding/findings-query.ts";
import type { PeriodSummary } from "../ingest/import-report.ts";
import type { QualityReport } from "../ingest/quality-report.ts";
import type { Failure } from "../result/failure.ts";
import type { SignOff } from "../tie-out/sign-off.ts";
import type { TieOutLedger } from "../tie-out/tie-out.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** An answer of the engine, or why there is none. */
export type Told<T> =
  | { readonly kind: "told"; readonly value: T }
  | { readonly kind: "notComputable"; readonly failure: Failure };

export type ToldFindings = {
  readonly answer: FindingsAnswer;
  readonly marks: readonly FindingMark[];
  readonly set: readonly SetAssumption[];
};

/** All that a report tells, as the workspace answers it. Nothing in it is computed anywhere else. */
export type ReportContent = {
  readonly definition: ReportDefinition;
  /** When it was made, in UTC. */
  readonly madeAt: string;
  readonly madeWith: string;
  /** The reported month. */
  readonly month: BillingPeriod;
  /** The days of it that are held; less than the month while it goes on. */
  readonly held: DateRange;
  readonly metric: ComparedMetric;
  /** Null where nothing was billed. */
  readonly currency: string | null;
  /** Months by service, the reported one last. */
  readonly trend: CostAnswer;
  /** The month before against the reported one, by service. */
  readonly drivers: Told<ComparisonAnswer>;
  /** The reported month by linked account. */
  readonly accounts: Told<CostAnswer>;
  /** Null where no model is kept. */
  readonly allocation: Told<{ readonly model: AllocationModel; readonly answer: AllocationAnswer }> | null;
  /** Of the months of the trend, by month. */
  readonly commitments: Told<CommitmentAnswer>;
  /** Of the reported month alone. */
  readonly commitmentsOfMonth: Told<CommitmentAnswer>;
  readonly findings: Told<ToldFindings>;
  readonly periods: readonly PeriodSummary[];
  readonly quality: readonly QualityReport[];
  readonly tieOut: Told<TieOutLedger>;
  /** Whose word there is for months of it. */
  readonly signOffs: readonly SignOff[];
};
