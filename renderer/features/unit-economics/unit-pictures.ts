import { ratio } from "#core/money/decimal.ts";
import type { BusinessMetric, Grain } from "#core/unit-economics/business-metric.ts";
import type { UnitEconomics } from "#core/unit-economics/by-unit.ts";
import { lastTold, type UnitCostPeriod } from "#core/unit-economics/unit-costs.ts";
import { drawn } from "../../analysis/cost-picture.ts";
import type { Ink } from "../../charts/palette.ts";
import type { TimePicture } from "../../charts/series.ts";

export const DRAWN_UNITS = 8;

function bucketsOf(periods: readonly UnitCostPeriod[], by: Grain): readonly string[] {
  return periods.map(({ range }) => (by === "month" ? range.from.slice(0, 7) : range.from));
}

/** Cost per unit over time, a line each; a period that goes on is not drawn, as it would look like a fall. */
export function ratePicture(rows: readonly UnitEconomics[], by: Grain): TimePicture {
  const shown = rows.filter(({ periods }) => lastTold(periods) !== null).slice(0, DRAWN_UNITS);
  return {
    kind: "lines",
    buckets: bucketsOf(rows[0]?.periods ?? [], by),
    areApart: true,
    reference: null,
    series: shown.map(({ unitId, name, periods }, at) => ({
      id: unitId ?? "rest",
      name,
      ink: inkAt(at),
      values: periods.map(({ state, costPerUnit }) => (state === "open" ? null : drawn(costPerUnit))),
    })),
  };
}

/** Cost and figure as parts of a hundred of the first period that has both. */
export function indexPicture(
  periods: readonly UnitCostPeriod[],
  by: Grain,
  metric: Pick<BusinessMetric, "name">,
): TimePicture {
  const first = periods.find(({ state }) => state === "whole" || state === "part");
  const index = (pick: (period: UnitCostPeriod) => string | null): readonly (number | null)[] =>
    periods.map((period) => {
      const base = first === undefined ? null : pick(first);
      const value = pick(period);
      if (
        base === null ||
        value === null ||
        period.state === "open" ||
        period.range.from < (first?.range.from ?? "")
      )
        return null;
      const share = ratio(value, base);
      return share === null ? null : share * 100;
    });
  return {
    kind: "lines",
    buckets: bucketsOf(periods, by),
    areApart: true,
    reference: null,
    series: [
      { id: "cost", name: "Cost", ink: inkAt(0), values: index(({ cost }) => cost) },
      { id: "figure", name: metric.name, ink: inkAt(1), values: index(({ figure }) => figure) },
    ],
  };
}

export function inkAt(at: number): Ink {
  return at;
}
