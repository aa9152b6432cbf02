import type { BillingPeriod } from "../../time/period.ts";
import { fail } from "../../result/failure.ts";

/** Why a question cannot be asked of a table through Athena. */
export type CannotRun =
  | { readonly type: "noReport"; readonly missing: readonly string[] }
  | { readonly type: "notPartitioned" }
  | { readonly type: "commitmentHours" }
  | { readonly type: "tooManyThings"; readonly period: BillingPeriod; readonly limit: number }
  | { readonly type: "containers" }
  | { readonly type: "apart" }
  | { readonly type: "tooLong"; readonly length: number; readonly limit: number };

/** The reason as half a sentence: "the table cannot be asked: ...". */
export function cannotRunWords(reason: CannotRun): string {
  switch (reason.type) {
    case "noReport":
      return `it lacks ${reason.missing.join(" and ")}, without which a table is no report`;
    case "notPartitioned":
      return "it is not divided by billing_period, or by year and month, so that every question would read all of it";
    case "commitmentHours":
      return "what commitments do hour by hour is told only of months on this computer; ask by the day";
    case "tooManyThings":
      return `its bill of ${reason.period} has more than ${reason.limit} things to look at one by one; have the month downloaded, and findings look through it on this computer`;
    case "containers":
      return "containers are told apart only on this computer; keep the months here to explain their cost";
    case "apart":
      return "the line items asked for lie in several tables, or in months with others between them that are on this computer, and have no common order; choose months of one";
    case "tooLong":
      return `the question has ${reason.length} characters as SQL, and Athena takes ${reason.limit}; use fewer rules or filters`;
  }
}

/** Refuses a question of a table. */
export function refuse(table: string, reason: CannotRun): never {
  return fail("athena.cannot_run", { table, problem: cannotRunWords(reason) });
}
