import type { AthenaStatement } from "../../sql/athena-statement.ts";
import type { BillingPeriod, DateRange } from "../../time/period.ts";
import type { AthenaTable } from "./athena-table.ts";
import type { PeriodSurvey } from "./survey.ts";

/** Rows of a statement, without its header; cells are text as Athena gives them, NULL is null. */
export type AthenaRows = readonly (readonly (string | null)[])[];

/** Whatever can be asked of a table: planned once it is known what the billing periods of the range hold. */
export type TableQuestion<T> = {
  readonly range: DateRange;
  /** How many statements read each period, where it is more than one: what a question may cost before it can be planned. */
  readonly reads?: number;
  /** Fails where a table cannot be asked this; that is looked at first, with no period. */
  plan(table: AthenaTable, surveys: readonly PeriodSurvey[]): TablePlan<T>;
};

/** A question as statements, each of which is paid for and kept by itself. */
export type TablePlan<T> = {
  /** None where no period can answer. */
  readonly asks: readonly TableAsk[];
  /** The answer, from the rows of each statement in the order of `asks`. */
  read(rows: readonly AthenaRows[]): T;
};

export type TableAsk = {
  readonly statement: AthenaStatement;
  /** Those that decide the rows: they are asked for again once AWS has delivered one of them anew. */
  readonly periods: readonly BillingPeriod[];
};
