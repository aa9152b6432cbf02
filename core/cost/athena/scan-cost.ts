import { type Decimal, formatScaled, parseScaled } from "../../money/decimal.ts";

/** What Athena asks for a terabyte read in most regions, in USD; the user may know better. */
export const USUAL_PRICE_PER_TB: Decimal = "5";

const MEGABYTE = 1_000_000n;
const TERABYTE = 1_000_000_000_000n;
/** The least a query is charged for. */
const LEAST = 10n * MEGABYTE;

/** What queries cost that have read so many bytes each: whole megabytes, ten at least. Nothing read is nothing charged. */
export function scanCost(scannedBytes: readonly number[], pricePerTb: Decimal): Decimal {
  const price = parseScaled(pricePerTb) ?? 0n;
  const charged = scannedBytes.map(BigInt).map((bytes) => {
    const whole = ((bytes + MEGABYTE - 1n) / MEGABYTE) * MEGABYTE;
    return bytes === 0n ? 0n : whole < LEAST ? LEAST : whole;
  });
  return formatScaled((charged.reduce((sum, bytes) => sum + bytes, 0n) * price) / TERABYTE);
}
