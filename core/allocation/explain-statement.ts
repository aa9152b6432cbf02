import { groupCell, rangeOfBucket } from "../cost/explain/cost-cell.ts";
import { type ExplainedFigure, money, numbered, type UnitFigure } from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { scaledOf } from "../money/decimal.ts";
import type { AllocationAnswer, StatementRow } from "./allocation-query.ts";
import { NO_UNITS_THERE, poolsBehind, splitNotes, unitCell, unitsOf } from "./explain-unit.ts";
import { type AllocationModel, unitPath } from "./model.ts";

/** What a unit's statement is asked by: one service or account of it. */
export type StatementFigure = UnitFigure & {
  readonly unitId: string;
  readonly row: NonNullable<UnitFigure["row"]>;
};

export function isOfStatement(question: UnitFigure): question is StatementFigure {
  return question.row !== null && question.unitId !== null;
}

/** A row of a unit's statement after shared costs are split; null where the unit has no such row. */
export function statementFigure(
  question: StatementFigure,
  {
    model,
    answer,
    rows,
  }: {
    readonly model: AllocationModel;
    readonly answer: AllocationAnswer;
    readonly rows: readonly StatementRow[];
  },
  names: ExplainNames,
): ExplainedFigure | null {
  const { unitId, measure } = question;
  const { by, value } = question.row;
  const row = rows.find((one) => one.value === value);
  if (row === undefined) return null;
  const asked = { ...question, currency: answer.currency };
  const units = unitsOf(model, question, answer);
  const narrow = (unitIds: Iterable<string>) =>
    groupCell({ ...unitCell(model, asked, unitIds), groupBy: [by] }, [value]);
  const own = narrow(units.map((one) => one.unitId));
  const pools = poolsBehind(units);
  const shared = row.months.filter((owed) => scaledOf(owed.shared) !== 0n);
  const terms = shared.map((owed, at) => ({
    symbol: shared.length === 1 ? "S" : numbered("S", at + 1),
    name: `Shared, ${names.range(rangeOfBucket(question.range, owed.month))}`,
    value: money(owed.shared),
  }));
  const symbols = terms.map(({ symbol }) => symbol);
  const isAfter = measure === "after";
  const all = isAfter ? ["D", ...symbols] : symbols;
  return {
    question,
    name: isAfter ? "Cost after shared costs are split" : "Shared cost",
    about: [
      unitPath(model, unitId),
      filterWords({ dimension: by, mode: "include", values: [value] }, names),
      `${names.metric(question.metric)}, ${names.range(question.range)}`,
    ],
    value: money(isAfter ? row.total : row.shared),
    currency: answer.currency,
    formula: {
      symbols: all.length === 0 ? "0" : all.join(" + "),
      words: isAfter
        ? "What the unit’s own rules take of it, and its shares of what the pools have of it."
        : "The unit’s shares of what the pools have of it, less what the unit hands on of its own, month by month.",
    },
    terms: [
      ...(isAfter
        ? [{ symbol: "D", name: "Own cost, before the split", value: money(row.direct), of: own }]
        : []),
      ...terms,
    ],
    notes: [
      "A pool hands every service of every account on with the weights that it has as a whole, and all rows of a statement sum to what the unit received.",
      ...splitNotes(model, units, answer, names),
    ],
    base: isAfter
      ? { name: "Own cost, by the rules of the unit", cell: own }
      : pools.length === 0
        ? null
        : { name: "What the shared pools have of it, before it is split", cell: narrow(pools) },
    differences: NO_UNITS_THERE,
  };
}
