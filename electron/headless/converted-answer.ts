import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { convert } from "#core/currency/convert.ts";
import { convertCosts, type ConvertedCosts } from "#core/currency/converted-costs.ts";
import { rateInForce } from "#core/currency/rate.ts";
import { column, type ExportTable, headOf, moneyColumn as moneyOf } from "#core/export/export-table.ts";
import { type Decimal, sumKnown } from "#core/money/decimal.ts";
import type { EngineClient } from "../transport/client.ts";
import { moneyColumn } from "./money.ts";
import type { RatesOption } from "./rates-option.ts";
import { table } from "./table.ts";

/** The answer in one of the workspace's currencies, and the same in the currency asked for. */
export type Told = { readonly answer: CostAnswer; readonly converted: ConvertedCosts };

export type ToldAnswer = {
  readonly query: CostQuery;
  readonly to: string;
  readonly told: readonly Told[];
  readonly rates: RatesOption["rates"];
};

/** Asks for every currency of the workspace, or for the one the query names, by month where the query asks for no time. */
export async function askInCurrency(
  client: EngineClient,
  query: CostQuery,
  { to, rates }: RatesOption,
  signal: AbortSignal,
): Promise<ToldAnswer> {
  const { currencies } = await client.workspace.schema();
  const told: Told[] = [];
  for (const currency of query.currency === null ? currencies : [query.currency]) {
    const granularity = query.granularity === "total" ? "month" : query.granularity;
    const answer = await client.cost.query({ ...query, granularity, currency }, { signal });
    const converted = convertCosts(answer, { to, rates });
    if (converted !== null && answer.lineItems > 0) told.push({ answer, converted });
  }
  return { query, to, told, rates };
}

/** One row per currency and group, or group and bucket: the amount as billed, the converted one and its rate. */
export function toldTable({ query, to, told, rates }: ToldAnswer): Omit<ExportTable, "title"> {
  const isTotal = query.granularity === "total";
  const columns = [
    ...query.groupBy.map((ref) => column(ref)),
    ...(isTotal ? [] : [column(query.granularity, query.granularity === "day" ? "date" : "text")]),
    column("currency"),
    moneyOf(query.metric, null),
    moneyOf(query.metric, to),
    column("rate", "decimal"),
    column("rate of"),
  ];
  const rows = told.flatMap(({ answer, converted }) =>
    answer.groups.flatMap((group, at) => {
      const whole = converted.groups[at]?.converted;
      if (isTotal) {
        const used = [
          ...new Map(
            (whole?.months ?? []).flatMap(({ rate }) =>
              rate === null ? [] : ([[rate.asOf, rate.rate]] as const),
            ),
          ),
        ];
        const [only, ...others] = used;
        const isOne = others.length === 0 && only !== undefined;
        return [
          [
            ...group.key,
            converted.from,
            group.total,
            whole?.total ?? null,
            isOne ? only[1] : null,
            used.map(([asOf]) => asOf).join(", "),
          ],
        ];
      }
      return answer.buckets.flatMap((bucket, index) => {
        const amount = group.values[index] ?? null;
        if (amount === null) return [];
        const isSame = converted.from === to;
        const rate = isSame
          ? null
          : rateInForce(rates, { from: converted.from, to, month: bucket.slice(0, 7) });
        const told = isSame ? amount : rate === null ? null : convert(amount, rate.rate);
        return [[...group.key, bucket, converted.from, amount, told, rate?.rate ?? null, rate?.asOf ?? null]];
      });
    }),
  );
  return { columns, rows };
}

export function toldJson(answer: ToldAnswer): string {
  const { columns, rows } = toldTable(answer);
  return `${JSON.stringify(
    {
      columns: columns.map(headOf),
      rows,
      in: answer.to,
      total: totalOf(answer),
      totals: answer.told.map(({ answer: one, converted }) => ({
        currency: converted.from,
        total: one.total,
        converted: converted.whole.total,
        months: converted.whole.months,
      })),
      notConverted: notConverted(answer),
    },
    null,
    2,
  )}\n`;
}

export function toldText(answer: ToldAnswer): string {
  const { columns, rows } = toldTable(answer);
  const amountAt = columns.findIndex(({ name }) => name === "currency") + 1;
  const sums = answer.told.map(({ answer: one, converted }) => [
    converted.from,
    one.total,
    converted.whole.total,
  ]);
  const originals = moneyColumn([
    ...rows.map((row) => row[amountAt] ?? null),
    ...sums.map(([, total]) => total ?? null),
  ]);
  const converted = moneyColumn([
    ...rows.map((row) => row[amountAt + 1] ?? null),
    ...sums.map(([, , total]) => total ?? null),
    totalOf(answer),
  ]);
  const lines = rows.map((row, at) =>
    row.map((cell, index) =>
      index === amountAt
        ? (originals[at] ?? "")
        : index === amountAt + 1
          ? (converted[at] ?? "")
          : index === amountAt + 2
            ? (cell?.replace(/\.?0+$/, "") ?? "")
            : (cell ?? "(no value)"),
    ),
  );
  const blank = (count: number): readonly string[] => Array.from({ length: Math.max(0, count) }, () => "");
  const totals = sums.map(([from], at) => [
    "Total",
    ...blank(amountAt - 2),
    from ?? "",
    originals[rows.length + at] ?? "",
    converted[rows.length + at] ?? "",
    "",
    "",
  ]);
  const all = ["All", ...blank(amountAt - 1), "", converted.at(-1) ?? "", "", ""];
  return table(
    columns.map((one, at) => ({
      name: headOf(one),
      align: at >= amountAt && at <= amountAt + 2 ? "right" : "left",
    })),
    [...lines, ...totals],
    all,
  );
}

/** What all currencies add up to; what could not be converted is not in it. */
function totalOf({ told }: ToldAnswer): Decimal | null {
  return sumKnown(told.map(({ converted: { whole } }) => whole.total));
}

export function notConverted({ told }: ToldAnswer): readonly { currency: string; month: string }[] {
  return told.flatMap(({ converted }) =>
    converted.whole.missing.map((month) => ({ currency: converted.from, month })),
  );
}
