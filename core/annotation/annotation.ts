import type { Filter } from "../cost/filter/filter.ts";
import type { DateRange, UsageDate } from "../time/period.ts";

/** What a user noted about a day or several: a launch, a migration, a price change. */
export type Annotation = {
  readonly id: string;
  readonly range: DateRange;
  readonly text: string;
  /** What it is about; none for everything. */
  readonly filters: readonly Filter[];
};

/**
 * Whether a note may say something about costs that are filtered in a certain way: its scope must not contradict the filters.
 * A dimension that is not filtered contradicts nothing.
 */
export function concerns(annotation: Pick<Annotation, "filters">, filters: readonly Filter[]): boolean {
  return annotation.filters.every((scope) =>
    filters.every((filter) => filter.dimension !== scope.dimension || canMeet(scope, filter)),
  );
}

export function overlaps(annotation: Pick<Annotation, "range">, { from, to }: DateRange): boolean {
  return annotation.range.from < to && annotation.range.to > from;
}

/** Notes in the order of their days. */
export function byDay(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.toSorted((a, b) => compare(a.range.from, b.range.from) || compare(a.id, b.id));
}

function canMeet(a: Filter, b: Filter): boolean {
  if (a.mode === "exclude" && b.mode === "exclude") return true;
  if (a.mode === "include" && b.mode === "include") return a.values.some((value) => b.values.includes(value));
  const [wanted, unwanted] = a.mode === "include" ? [a, b] : [b, a];
  return wanted.values.some((value) => !unwanted.values.includes(value));
}

function compare(a: UsageDate, b: UsageDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
