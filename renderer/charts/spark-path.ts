type Point = { readonly x: number; readonly y: number };
export type SparkPath = { readonly line: string; readonly area: string; readonly last: Point | null };

const MARGIN = 2;

/** Path of a word-sized line. The scale holds zero, so that a flat large cost does not look like a swing; gaps stay gaps. */
export function sparkPath(
  values: readonly (number | null)[],
  { width, height }: { readonly width: number; readonly height: number },
): SparkPath {
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  const span = top - bottom || 1;
  const x = (at: number): number =>
    round(MARGIN + (at * (width - 2 * MARGIN)) / Math.max(1, values.length - 1));
  const y = (value: number): number => round(MARGIN + ((top - value) / span) * (height - 2 * MARGIN));
  const runs = runsOf(values.map((value, at) => (value === null ? null : { x: x(at), y: y(value) })));
  const line = runs.map(lineThrough).join("");
  const area = runs
    .map((run) => `${lineThrough(run)}L${run.at(-1)?.x ?? 0} ${y(0)}L${run[0]?.x ?? 0} ${y(0)}Z`)
    .join("");
  return { line, area, last: runs.at(-1)?.at(-1) ?? null };
}

function lineThrough(run: readonly Point[]): string {
  return run.map((point, at) => `${at === 0 ? "M" : "L"}${point.x} ${point.y}`).join("");
}

function runsOf(points: readonly (Point | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let open: Point[] | null = null;
  for (const point of points) {
    if (point === null) open = null;
    else if (open === null) runs.push((open = [point]));
    else open.push(point);
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
