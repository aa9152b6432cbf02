import type { Decimal } from "../money/decimal.ts";
import type { UsageDate } from "../time/period.ts";

export const GRAINS = ["day", "week", "month"] as const;
/** How much time one figure counts. */
export type Grain = (typeof GRAINS)[number];

/** Things one cost is told for: a request costs too little to be read. */
export const PER = [1, 1_000, 1_000_000] as const;
export type Per = (typeof PER)[number];

/** One number of the business: orders of a day, users in a month. */
export type BusinessFigure = {
  /** First day of what it counts. */
  readonly from: UsageDate;
  /** Path or name of an allocation unit; null for the whole company. */
  readonly unit: string | null;
  readonly value: Decimal;
};

/** Something the business counts, with its figures by date. */
export type BusinessMetric = {
  readonly id: string;
  readonly name: string;
  readonly grain: Grain;
  /** What several figures make together: orders add up, users of a day are averaged. */
  readonly combine: "sum" | "average";
  readonly per: Per;
  readonly figures: readonly BusinessFigure[];
};

/** Names a figure: a later one of the same date and unit takes its place. */
export function figureKey({ from, unit }: Pick<BusinessFigure, "from" | "unit">): string {
  return `${from} ${unit?.toLowerCase() ?? ""}`;
}

/** By date, the company before its units. */
export function sortedFigures(figures: readonly BusinessFigure[]): readonly BusinessFigure[] {
  return figures.toSorted((a, b) =>
    a.from === b.from ? (a.unit ?? "").localeCompare(b.unit ?? "", "en") : a.from < b.from ? -1 : 1,
  );
}

/** What new figures do to a metric that is kept already. */
export type FigureMerge = {
  readonly metric: BusinessMetric;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Figures that go, since the new ones count another time. */
  readonly dropped: number;
};

/** New figures take the place of those of the same date and unit; figures of another grain replace all. */
export function withFigures(
  held: BusinessMetric,
  { grain, figures }: Pick<BusinessMetric, "grain" | "figures">,
): FigureMerge {
  const isSameGrain = held.grain === grain;
  const before = isSameGrain ? held.figures : [];
  const byKey = new Map(before.map((figure) => [figureKey(figure), figure]));
  let changed = 0;
  let same = 0;
  for (const figure of figures) {
    const former = byKey.get(figureKey(figure));
    if (former !== undefined && former.value === figure.value) same += 1;
    else if (former !== undefined) changed += 1;
    byKey.set(figureKey(figure), figure);
  }
  return {
    metric: { ...held, grain, figures: sortedFigures([...byKey.values()]) },
    added: byKey.size - before.length,
    changed,
    same,
    dropped: isSameGrain ? 0 : held.figures.length,
  };
}
