import type { Ink } from "./palette.ts";

/** One line of a chart: a number per bucket, null where nothing is known. */
export type Series = {
  readonly id: string;
  readonly name: string;
  readonly ink: Ink;
  readonly values: readonly (number | null)[];
};

export type ChartKind = "bars" | "lines" | "area";

/** A picture over time. `reference` is drawn as a dashed line over it. */
export type TimePicture = {
  readonly kind: ChartKind;
  readonly buckets: readonly string[];
  readonly series: readonly Series[];
  readonly reference: Reference | null;
  /** True where a sum of the series means nothing, as of rates. */
  readonly areApart?: boolean;
  /** The tallest buckets are what the picture is about: the scale is never cut below them. */
  readonly isUncut?: true;
  /** What may be, drawn as a pale area behind lines. */
  readonly band?: Band;
};

/** A line of the same buckets, or of as many others, as of the period compared with. */
export type Reference = Series & { readonly buckets?: readonly string[] };

/** Lower and upper bound per bucket, null where there are none. */
export type Band = { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };

/** Buckets between which the user dragged, both ends included. */
export type BucketSpan = { readonly first: number; readonly last: number };

/** A point of the picture that the user chose; `series` is null for all of the bucket. */
export type PickedPoint = { readonly bucket: number; readonly series: string | null };

export type ChartWords = {
  readonly bucket: (bucket: string) => string;
  readonly value: (value: number) => string;
  readonly valueShort: (value: number) => string;
  readonly total: string;
  /** How many smaller series are not listed: `4 more`. */
  readonly more: (count: number) => string;
  /** Said of a bucket without any known value. */
  readonly nothing: string;
  /** The same numbers told in another way beside the first. */
  readonly beside?: WordsBeside;
};

export type WordsBeside = {
  /** Null where a bucket cannot be told so. */
  readonly value: (value: number, bucket: string) => string | null;
  /** Said of such a bucket. */
  readonly nothing: (bucket: string) => string;
};
