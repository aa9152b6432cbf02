import type { InjectionKey } from "vue";

/** Something said about buckets of a time axis, both ends included. */
export type ChartMark = {
  readonly id: string;
  readonly first: number;
  readonly last: number;
  readonly text: string;
};

/** Marks of every chart below whoever provides them, and how to make one. */
export type ChartMarks = {
  readonly of: (buckets: readonly string[]) => readonly ChartMark[];
  readonly open: (id: string) => void;
  /** Null where the bucket cannot have one. */
  readonly adding: (bucket: string) => { readonly label: string; readonly add: () => void } | null;
};

export const CHART_MARKS: InjectionKey<ChartMarks> = Symbol("chart marks");
