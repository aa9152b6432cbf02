import type { TimePicture } from "./series.ts";

/**
 * Id of the series drawn in a bucket at a height (a value of the scale); null where none is. `reach` is how far beside a
 * line, as a value, still means the line.
 */
export function seriesAt(picture: TimePicture, bucket: number, height: number, reach: number): string | null {
  return picture.kind === "lines"
    ? nearest(picture, bucket, height, reach)
    : stacked(picture, bucket, height);
}

/** Positive values are stacked upwards from zero, negative ones downwards. */
function stacked({ series }: TimePicture, bucket: number, height: number): string | null {
  const ends = { up: 0, down: 0 };
  for (const { id, values } of series) {
    const value = values[bucket] ?? 0;
    const side = value < 0 ? "down" : "up";
    const from = ends[side];
    ends[side] = from + value;
    if (height >= Math.min(from, ends[side]) && height < Math.max(from, ends[side])) return id;
  }
  return null;
}

function nearest({ series }: TimePicture, bucket: number, height: number, reach: number): string | null {
  let found: string | null = null;
  let least = reach;
  for (const { id, values } of series) {
    const value = values[bucket] ?? null;
    if (value === null || Math.abs(value - height) > least) continue;
    least = Math.abs(value - height);
    found = id;
  }
  return found;
}
