import type { Ink } from "./palette.ts";
import type { TimePicture } from "./series.ts";

export type ReadingRow = {
  readonly id: string;
  readonly name: string;
  readonly ink: Ink;
  readonly value: number;
};

/** What one bucket of a picture says: its largest series, the rest counted, the sum, and the reference. */
export type BucketReading = {
  readonly bucket: string;
  readonly rows: readonly ReadingRow[];
  readonly hidden: number;
  readonly total: number | null;
  /** True where the total means nothing. */
  readonly areApart: boolean;
  readonly reference: {
    readonly name: string;
    readonly value: number | null;
    /** The bucket it is of. */
    readonly bucket: string;
  } | null;
};

const MOST_ROWS = 9;

/** Reads one bucket; null when there is no such bucket. */
export function readBucket(picture: TimePicture, at: number): BucketReading | null {
  const bucket = picture.buckets[at];
  if (bucket === undefined) return null;
  const rows = picture.series.flatMap(({ id, name, ink, values }) => {
    const value = values[at] ?? null;
    return value === null ? [] : [{ id, name, ink, value }];
  });
  const filled = rows.filter((row) => row.value !== 0 || picture.areApart === true);
  const ranked = [...filled].sort((a, b) => rank(a) - rank(b) || Math.abs(b.value) - Math.abs(a.value));
  const shown = ranked.length <= MOST_ROWS + 1 ? ranked : ranked.slice(0, MOST_ROWS);
  return {
    bucket,
    rows: shown,
    hidden: ranked.length - shown.length,
    total: rows.length === 0 ? null : rows.reduce((sum, row) => sum + row.value, 0),
    areApart: picture.areApart === true,
    reference:
      picture.reference === null
        ? null
        : {
            name: picture.reference.name,
            value: picture.reference.values[at] ?? null,
            bucket: picture.reference.buckets?.[at] ?? bucket,
          },
  };
}

function rank(row: ReadingRow): number {
  return row.ink === "other" ? 1 : 0;
}
