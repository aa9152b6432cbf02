import type { CostAnswer, CostGroup, CostQuery } from "#core/cost/query/cost-query.ts";
import { column, type ExportTable, moneyColumn as moneyOf } from "#core/export/export-table.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { moneyColumn } from "./money.ts";
import { table, type TableColumn } from "./table.ts";

type Asked = Pick<CostQuery, "metric" | "granularity" | "groupBy">;
type Row = {
  readonly cells: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
  readonly amount: Decimal | null;
};

/** What an empty workspace answers: nothing is known, which is not the same as zero. */
export const EMPTY_ANSWER: CostAnswer = {
  currency: null,
  currencies: [],
  buckets: [],
  groups: [],
  other: null,
  total: null,
  values: [],
  lineItems: 0,
  missing: [],
  answeredFrom: "daily",
};

/** The answer for scripts: rows are arrays in the order of `columns`, amounts exact. */
export function answerJson(asked: Asked, answer: CostAnswer, more: object = {}): string {
  const rows = rowsOf(asked, answer);
  return JSON.stringify(
    {
      columns: [...columnsOf(asked), asked.metric],
      rows: rows.map(({ cells, amount }) => cells.concat(amount)),
      total: answer.total,
      currency: answer.currency,
      lineItems: answer.lineItems,
      moreGroups: answer.other?.groups ?? 0,
      missing: answer.missing,
      ...more,
    },
    null,
    2,
  );
}

/** The answer as a table to be written: codes with their names beside them, buckets as days where they are some. */
export function answerExport(asked: Asked, answer: CostAnswer): Omit<ExportTable, "title"> {
  const rows = rowsOf(asked, answer);
  const isNamed = asked.groupBy.map((_, at) => rows.some(({ labels }) => (labels[at] ?? null) !== null));
  const isTimed = asked.granularity !== "total";
  const amount =
    asked.metric === "usageAmount" || answer.currency === null
      ? column(asked.metric, "decimal")
      : moneyOf(asked.metric, answer.currency);
  const spread = <T>(of: (at: number) => readonly [T, T]): readonly T[] =>
    asked.groupBy.flatMap((_, at) => (isNamed[at] === true ? of(at) : of(at).slice(0, 1)));
  const more = `(${answer.other?.groups ?? 0} more)`;
  const rest =
    answer.other === null
      ? []
      : overTime(
          { ...answer.other, key: asked.groupBy.map((_, at) => (at === 0 ? more : null)), labels: [] },
          answer.buckets,
          isTimed,
        );
  return {
    columns: [
      ...spread((at) => [column(asked.groupBy[at] ?? ""), column(`${asked.groupBy[at] ?? ""} name`)]),
      ...(isTimed ? [column(asked.granularity, asked.granularity === "day" ? "date" : "text")] : []),
      amount,
    ],
    rows: [...rows, ...rest].map((row) => [
      ...spread((at) => [row.cells[at] ?? null, row.labels[at] ?? null]),
      ...(isTimed ? [row.cells.at(-1) ?? null] : []),
      row.amount,
    ]),
  };
}

/** The answer for people: friendly names beside the codes, amounts rounded and right-aligned. */
export function answerTable(asked: Asked, answer: CostAnswer): string {
  const rows = rowsOf(asked, answer);
  const amounts = moneyColumn([...rows.map(({ amount }) => amount), answer.total]);
  const names = columnsOf(asked);
  const columns: readonly TableColumn[] = [
    ...names.map((name) => ({ name, align: "left" as const })),
    { name: heading(asked, answer), align: "right" },
  ];
  const lines = rows.map(({ cells, labels }, index) =>
    cells.map((cell, at) => named(cell, labels[at] ?? null)).concat(amounts[index] ?? ""),
  );
  return table(columns, lines, ["Total", ...names.slice(1).map(() => ""), amounts.at(-1) ?? ""]);
}

function columnsOf({ groupBy, granularity }: Asked): readonly string[] {
  return granularity === "total" ? groupBy : [...groupBy, granularity];
}

/** One row per group, or per group and bucket in which something is known. */
function rowsOf(asked: Asked, { groups, buckets }: CostAnswer): readonly Row[] {
  if (asked.granularity === "total")
    return groups.map(({ key, labels, total }) => ({ cells: key, labels, amount: total }));
  return groups.flatMap((group) => overTime(group, buckets));
}

function overTime(
  { key, labels, values, total }: Pick<CostGroup, "key" | "labels" | "values" | "total">,
  buckets: readonly string[],
  isTimed = true,
): readonly Row[] {
  if (!isTimed) return [{ cells: key, labels, amount: total }];
  return buckets.flatMap((bucket, index) => {
    const amount = values[index] ?? null;
    return amount === null ? [] : [{ cells: [...key, bucket], labels, amount }];
  });
}

function heading({ metric }: Asked, { currency }: CostAnswer): string {
  return metric === "usageAmount" || currency === null ? metric : `${metric} (${currency})`;
}

function named(value: string | null, label: string | null): string {
  if (value === null) return "(no value)";
  return label === null || label === value ? value : `${value} (${label})`;
}
