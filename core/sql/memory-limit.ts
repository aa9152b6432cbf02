const BYTES_PER_MEBIBYTE = 1.048576;

/** Megabytes that DuckDB may use, out of a message ending in `(476.8 MiB/476.8 MiB used)`; 0 where it does not say. */
export function memoryLimitIn(message: string): number {
  const [, amount, unit] = /\/([\d.]+) (MiB|GiB) used/.exec(message) ?? [];
  const mebibytes = Number(amount) * (unit === "GiB" ? 1_024 : 1);
  return Number.isFinite(mebibytes) ? Math.round(mebibytes * BYTES_PER_MEBIBYTE) : 0;
}
