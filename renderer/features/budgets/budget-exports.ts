import type { Budget } from "#core/budget/budget.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";
import type { TableMonths } from "#core/currency/converted-table.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { ratio } from "#core/money/decimal.ts";
import { addDays } from "#core/time/period.ts";
import { monthBetween } from "../../analysis/export-choice.ts";
import { BUDGET_STATES, rhythmWords } from "../../format/budgets.ts";
import { plainRatio } from "#core/format/numeric.ts";

type Table = Omit<ExportTable, "title">;
type Row = { readonly budget: Budget; readonly status: BudgetStatus | null };

/** What the amounts of `budgetTable` are of: converted where the period is one month. */
export const BUDGET_MONTHS: TableMonths = {
  monthOf: (row) => monthBetween(row[3], row[4]),
  currencyOf: (row) => row[5] ?? null,
};

/** How every budget stands in its present period. */
export function budgetTable(rows: readonly Row[], scopeWords: (of: Budget["scope"]) => string): Table {
  return {
    columns: [
      column("Budget"),
      column("Scope"),
      column("Rhythm"),
      column("From", "date"),
      column("To", "date"),
      column("Currency"),
      moneyColumn("So far", null),
      moneyColumn("Expected", null),
      moneyColumn("Amount", null),
      column("Used %", "percent"),
      column("State"),
    ],
    rows: rows.map(({ budget, status }) => {
      const head = [budget.name, scopeWords(budget.scope), rhythmWords(budget.rhythm)];
      if (status?.kind !== "evaluated") return [...head, ...Array.from({ length: 8 }, () => null)];
      const { range, currency, actual, expected, amount, state } = status;
      const used = actual === null || amount === null ? null : ratio(actual, amount);
      return [
        ...head,
        range.from,
        addDays(range.to, -1),
        currency,
        actual,
        expected,
        amount,
        used === null ? null : plainRatio(used),
        BUDGET_STATES[state].label,
      ];
    }),
  };
}

/** What the amounts of `historyTable` are of. */
export const HISTORY_MONTHS: TableMonths = { monthOf: ([first, last]) => monthBetween(first, last) };

/** The periods of one budget that are over, newest first. */
export function historyTable({ history, currency }: Extract<BudgetStatus, { kind: "evaluated" }>): Table {
  return {
    columns: [
      column("From", "date"),
      column("To", "date"),
      moneyColumn("Amount", currency),
      moneyColumn("Charged", currency),
      column("State"),
    ],
    rows: history.map(({ range, amount, actual, state }) => [
      range.from,
      addDays(range.to, -1),
      amount,
      actual,
      BUDGET_STATES[state].label,
    ]),
  };
}

/** What the scope of a budget cost, month by month. */
export function monthTable({ months, currency }: Extract<BudgetStatus, { kind: "evaluated" }>): Table {
  return {
    columns: [column("Month"), moneyColumn("Cost", currency)],
    rows: months.map(({ month, amount }) => [month, amount]),
  };
}
