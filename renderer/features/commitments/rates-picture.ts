import type { CommitmentAnswer } from "#core/commitment/commitment.ts";
import * as rates from "#core/commitment/rates.ts";
import type { CommitmentFigure } from "#core/cost/explain/figure.ts";
import { drawn } from "../../analysis/cost-picture.ts";
import type { Ink } from "../../charts/palette.ts";
import type { TimePicture } from "../../charts/series.ts";
import { utilisationOf } from "../../analysis/commitment-figures.ts";

type Line = { readonly id: string; readonly name: string; readonly ink: Ink };

export const RATE_LINES = [
  { id: "planUtilisation", name: "Savings Plans utilisation", ink: 0 },
  { id: "planCoverage", name: "Savings Plans coverage", ink: 7 },
  { id: "reservedUtilisation", name: "Reservation utilisation", ink: 1 },
  { id: "reservedCoverage", name: "Reservation coverage", ink: 4 },
] as const satisfies readonly Line[];

export const HOUR_BARS = [
  { id: "used", name: "Used", ink: 0 },
  { id: "unused", name: "Unused", ink: 1 },
] as const satisfies readonly Line[];

/** Utilisation and coverage over time, each line for itself. */
export function ratesPicture({ buckets, savingsPlans, reservations }: CommitmentAnswer): TimePicture {
  const values = {
    planUtilisation: savingsPlans.values.map((side) => side && rates.planUtilisation(side)),
    planCoverage: savingsPlans.values.map((side) => side && rates.spendCoverage(side)),
    reservedUtilisation: reservations.values.map((side) => side && reservedRate(side)),
    reservedCoverage: reservations.values.map((side) => side && rates.unitCoverage(side)),
  };
  return {
    kind: "lines",
    buckets,
    series: RATE_LINES.map((line) => ({ ...line, values: values[line.id] })).filter(({ values: line }) =>
      line.some((value) => value !== null),
    ),
    reference: null,
    areApart: true,
  };
}

/** What one commitment cost over time, used and unused. */
export function usagePicture({ buckets, all }: CommitmentAnswer): TimePicture {
  const values = {
    used: all.values.map((side) => drawn(side?.coveredCost ?? null)),
    unused: all.values.map((side) => drawn(side?.unused ?? null)),
  };
  return {
    kind: "bars",
    buckets,
    series: HOUR_BARS.map((line) => ({ ...line, values: values[line.id] })),
    reference: null,
  };
}

/** What a line, or else the time, is as a figure. */
export function lineMeasure(
  line: string | null,
  { reservations }: CommitmentAnswer,
  at: number,
): Pick<CommitmentFigure, "measure" | "scope"> {
  switch (line) {
    case "planUtilisation":
      return { measure: "planUtilisation", scope: "savingsPlans" };
    case "planCoverage":
      return { measure: "spendCoverage", scope: "savingsPlans" };
    case "reservedUtilisation": {
      const side = reservations.values[at] ?? null;
      const inHours = side !== null && rates.reservedUtilisation(side) !== null;
      return { measure: inHours ? "reservedUtilisation" : "costUtilisation", scope: "reservations" };
    }
    case "reservedCoverage":
      return { measure: "unitCoverage", scope: "reservations" };
    default:
      return { measure: "netSavings", scope: "all" };
  }
}

/** What a bar, or else both, is as a figure. */
export function barMeasure(bar: string | null): CommitmentFigure["measure"] {
  if (bar === "used") return "coveredCost";
  return bar === "unused" ? "unused" : "cost";
}

function reservedRate(side: NonNullable<CommitmentAnswer["reservations"]["values"][number]>): number | null {
  return utilisationOf({ ...side, committed: null, used: null });
}
