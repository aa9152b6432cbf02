import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { parseScaled, SCALE } from "#core/money/decimal.ts";

const CENT = 10n ** BigInt(SCALE - 2);

/** The answer's groups as an aligned table for a terminal: name, cost, share of the total. */
export function costTableText(title: string, answer: CostAnswer): string {
  const currency = answer.currency ?? "";
  const rows = [
    ...answer.groups.map(({ key, labels, total }) => [labels[0] ?? key[0] ?? "(none)", total] as const),
    ...(answer.other === null ? [] : [[others(answer.other.groups), answer.other.total] as const]),
  ].map(([name, total]) => [name, cents(total), share(total, answer.total)] as const);
  const all = [...rows, ["Total", cents(answer.total), ""] as const];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly [string, string, string]): string =>
    `${row[0].padEnd(widths[0] ?? 0)}  ${row[1].padStart(widths[1] ?? 0)}  ${row[2].padStart(widths[2] ?? 0)}`.trimEnd();
  const rule = "-".repeat(widths.reduce((sum, width) => sum + width, 4));
  return [`${title} (${currency})`, rule, ...rows.map(line), rule, ...all.slice(-1).map(line), ""].join("\n");
}

/** Rounded half away from zero to cents, with thousands apart. */
function cents(value: Decimal | null): string {
  const scaled = value === null ? null : parseScaled(value);
  if (scaled === null) return "not available";
  const size = scaled < 0n ? -scaled : scaled;
  const digits = String((size + CENT / 2n) / CENT).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${scaled < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
}

function share(value: Decimal | null, whole: Decimal | null): string {
  const part = value === null ? null : parseScaled(value);
  const all = whole === null ? null : parseScaled(whole);
  if (part === null || all === null || all === 0n) return "";
  const tenths = (part * 1000n) / all;
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? "-" : ""}${size / 10n}.${size % 10n} %`;
}

function others(count: number): string {
  return count === 1 ? "1 other" : `${count} others`;
}
