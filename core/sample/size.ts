import type { SampleMonth, Slot } from "./calendar.ts";
import { quantityOf, usageLines, type FleetSpan, type Levels, type UsageLine } from "./usage-line.ts";
import type { WorldOptions } from "./world.ts";

/** How large the company must be to reach a number of rows. */
export type WorldSize = {
  /** Copies of the usual fleet. */
  readonly scale: number;
  /** Share of days on which a resource that no commitment covers is used at all; below 1 only in tiny worlds. */
  readonly keptShare: number;
  /** Rows each month is filled up to; empty when no number was asked for. */
  readonly rowsByMonth: ReadonlyMap<SampleMonth, number>;
};

/** Charged rows are planned to stay below the wanted number, rows free of charge fill up the rest exactly. */
const CHARGED_SHARE = 0.85;
/** Splits, negations, fees, discounts and taxes on top of usage rows. */
const OVERHEAD = 1.3;
const FEES_PER_MONTH = 160;

export function planSize(
  options: WorldOptions,
  months: readonly SampleMonth[],
  span: FleetSpan,
  levels: Levels,
): WorldSize {
  if (options.rows === undefined) return { scale: 1, keptShare: 1, rowsByMonth: new Map() };
  const wanted = options.rows * CHARGED_SHARE;
  const rowsAt = (scale: number) =>
    months.map(
      (month) => usageRows(usageLines(options.seed, scale, span), month, levels) * OVERHEAD + FEES_PER_MONTH,
    );
  const smallest = total(rowsAt(0));
  const usual = total(rowsAt(1));
  const scale = wanted <= smallest ? 0 : wanted / usual;
  const keptShare = Math.min(1, wanted / smallest) ** 2;
  return { scale, keptShare, rowsByMonth: shares(options.rows, months, rowsAt(Math.min(scale, 1))) };
}

function usageRows(lines: readonly UsageLine[], month: SampleMonth, levels: Levels): number {
  const sample = month.days.slice(0, 7);
  if (sample.length === 0) return 0;
  const rows = sample.map((day) => {
    const sunny: (line: UsageLine) => readonly Slot[] = (line) =>
      month.isHourly && line.group.offer.isHourly === true ? day.hours : [day.slot];
    return total(
      lines.map((line) => sunny(line).filter((slot) => quantityOf(line, month, slot, levels) > 0n).length),
    );
  });
  return (total(rows) / sample.length) * month.days.length;
}

/** Splits the wanted rows over the months in proportion, without losing one to rounding. */
function shares(
  rows: number,
  months: readonly SampleMonth[],
  weights: readonly number[],
): ReadonlyMap<SampleMonth, number> {
  const sum = total(weights);
  let weightSoFar = 0;
  let rowsSoFar = 0;
  return new Map(
    months.map((month, index) => {
      weightSoFar += weights[index] ?? 0;
      const upTo = Math.round((rows * weightSoFar) / sum);
      const own = upTo - rowsSoFar;
      rowsSoFar = upTo;
      return [month, own];
    }),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
