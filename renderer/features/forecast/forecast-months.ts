import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import type { Forecast, ForecastMonth } from "#core/forecast/forecast.ts";
import type { Decimal } from "#core/money/decimal.ts";
import type { TimePicture } from "../../charts/series.ts";

type Made = Extract<Forecast, { kind: "made" }>;

/** The months that were charged and those to come with their band. Numbers become inexact here, and only here: for drawing. */
export function forecastPicture({ months }: Made, past: CostAnswer | null): TimePicture {
  const [closed, charged] = [past?.buckets ?? [], past?.values ?? []];
  const before = closed.map(() => null);
  const ahead = (pick: (month: ForecastMonth) => Decimal): readonly (number | null)[] => [
    ...before,
    ...months.map((month) => Number(pick(month))),
  ];
  return {
    kind: "lines",
    buckets: [...closed, ...months.map(({ month }) => month)],
    series: [
      {
        id: "charged",
        name: "Charged",
        ink: 0,
        values: [
          ...charged.map((value) => (value === null ? null : Number(value))),
          ...months.map(() => null),
        ],
      },
      { id: "expected", name: "Expected", ink: 1, values: ahead(({ expected }) => expected) },
    ],
    reference: null,
    areApart: true,
    band: { low: ahead(({ low }) => low), high: ahead(({ high }) => high) },
  };
}

/** Charged so far: only the month that goes on has anything. */
export function chargedSoFar({ months }: Made, { month, actual }: ForecastMonth): Decimal | null {
  return month === months[0]?.month ? actual : null;
}

export function forecastTable(made: Made): Omit<ExportTable, "title"> {
  const { currency, months } = made;
  return {
    columns: [
      column("Month"),
      ...["Charged so far", "Expected", "Low", "High", "No renewal adds"].map((name) =>
        moneyColumn(name, currency),
      ),
    ],
    rows: months.map((month) => [
      month.month,
      chargedSoFar(made, month),
      month.expected,
      month.low,
      month.high,
      month.unrenewed,
    ]),
  };
}
