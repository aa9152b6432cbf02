import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { CHARGE_GROUP_NAMES, PARITY_DIMENSION_NAMES, PARITY_RULE_WORDS } from "#core/format/parity.ts";
import { sum } from "#core/money/decimal.ts";
import { foldCells } from "#core/parity/explain-parity.ts";
import { type ParityAnswer, type ParityCell, PARITY_DIMENSIONS, PARITY_RULES } from "#core/parity/parity.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { type ExportChoice, ofMonth, tableChoice } from "../../analysis/export-choice.ts";

type Names = readonly [left: string, right: string];
type Sums = Pick<ParityCell, "left" | "right" | "difference" | "explained" | "unexplained">;

/** Both formats by each dimension, and down to the finest sums. */
export function parityExports(
  answer: ParityAnswer,
  names: Names,
  month: BillingPeriod,
): readonly ExportChoice[] {
  const { cells, currency } = answer;
  if (cells.length === 0) return [];
  const money = [
    ...names,
    "Difference",
    ...PARITY_RULES.map((rule) => PARITY_RULE_WORDS[rule].name),
    "Unexplained",
  ];
  const amounts = money.map((name) => moneyColumn(name, currency));
  const table = (keys: readonly string[], rows: ExportTable["rows"]): Omit<ExportTable, "title"> => ({
    columns: [...keys.map((key) => column(key)), ...amounts],
    rows,
  });
  return [
    ...PARITY_DIMENSIONS.map((by) =>
      tableChoice(
        `By ${PARITY_DIMENSION_NAMES[by].toLowerCase()}`,
        () =>
          table(
            [PARITY_DIMENSION_NAMES[by]],
            foldCells(cells, by).map((row) => [
              by === "group" ? groupName(row.value) : row.value,
              ...cellsOf(row),
            ]),
          ),
        ofMonth(month),
      ),
    ),
    tableChoice(
      "All sums",
      () =>
        table(
          (["account", "service", "group"] as const).map((by) => PARITY_DIMENSION_NAMES[by]),
          cells.map((cell) => [cell.account, cell.service, CHARGE_GROUP_NAMES[cell.group], ...cellsOf(cell)]),
        ),
      ofMonth(month),
    ),
  ];
}

function cellsOf({ left, right, difference, explained, unexplained }: Sums): readonly string[] {
  const parts = PARITY_RULES.map((rule) =>
    sum(explained.filter((part) => part.rule === rule).map(({ amount }) => amount)),
  );
  return [left, right, difference, ...parts, unexplained];
}

function groupName(value: string | null): string | null {
  return Object.entries(CHARGE_GROUP_NAMES).find(([id]) => id === value)?.[1] ?? value;
}
