import { formatScaled, parseScaled, type Decimal } from "../money/decimal.ts";
import { isBillingPeriod, isUsageDate, periodOf, type BillingPeriod } from "../time/period.ts";

/** Which character divides whole units from fractions. */
export type DecimalMark = "." | ",";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** The account id of a cell; ids that lost their leading zeros in a spreadsheet get them back. Null when it is none. */
export function accountIn(cell: string): string | null {
  const digits = cell.replaceAll(/[\s-]/g, "");
  return /^\d{9,12}$/.test(digits) ? digits.padStart(12, "0") : null;
}

/** The month of a cell: `2026-10`, `202610`, `10/2026`, `Oct 2026`, `2026-10-31`; null for anything that could be several. */
export function monthIn(cell: string): BillingPeriod | null {
  const text = cell.trim();
  const [, year, month] = /^(\d{4})[-/. ]?(\d{1,2})$/.exec(text) ?? [];
  const [, lateMonth, lateYear] = /^(\d{1,2})[-/. ](\d{4})$/.exec(text) ?? [];
  const [, name, namedYear] = /^([a-z]{3})[a-z]*[-., ]+(\d{4})$/i.exec(text) ?? [];
  const day = text.slice(0, 10).replaceAll("/", "-");
  const found =
    name !== undefined && namedYear !== undefined
      ? periodText(namedYear, MONTHS.indexOf(name.toLowerCase()) + 1)
      : periodText(year ?? lateYear ?? "", Number(month ?? lateMonth ?? 0));
  if (isBillingPeriod(found)) return found;
  return isUsageDate(day) ? periodOf(day) : null;
}

/** The amount of a cell, `$1,234.56`, `(12.00)`, `EUR 1.234,56`; null when it is none. */
export function amountIn(cell: string, mark: DecimalMark): Decimal | null {
  const bare = cell.replaceAll(/[\s'’_]|[A-Z]{3}|[$€£¥₹]/g, "");
  const isNegative = /^\(.*\)$/.test(bare) || bare.startsWith("-") || bare.endsWith("-");
  const number = bare.replaceAll(/^\(|\)$|^[-+]|-$/g, "");
  const thousands = mark === "." ? "," : ".";
  const [whole = "", fraction = "", ...others] = number.split(mark);
  const groups = whole.split(thousands);
  const isGrouped =
    groups.length === 1 || groups.slice(1).every((group) => /^\d{3}$/.test(group)) || isIndian(groups);
  if (others.length > 0 || !isGrouped || !/^\d+$/.test(groups.join("")) || !/^\d*$/.test(fraction))
    return null;
  const scaled = parseScaled(`${groups.join("")}.${fraction}`);
  return scaled === null ? null : formatScaled(isNegative ? -scaled : scaled);
}

/** An exchange rate, digit by digit as it was printed; null when it is none. */
export function rateIn(cell: string, mark: DecimalMark): string | null {
  const text = cell.trim().replace(mark, ".");
  return /^\d{1,12}(\.\d{1,18})?$/.test(text) && /[1-9]/.test(text) ? text : null;
}

/** The mark that explains how the amounts of a column are written; a point where nothing tells. */
export function markOf(cells: readonly string[]): DecimalMark {
  const tells = cells.flatMap((cell): DecimalMark[] => {
    const marks = cell.replaceAll(/[^.,]/g, "");
    const last = marks.at(-1);
    if (last !== "." && last !== ",") return [];
    if (new Set(marks).size > 1) return [last];
    const behind = cell.slice(cell.lastIndexOf(last) + 1).replaceAll(/\D/g, "").length;
    if (marks.length > 1) return [last === "." ? "," : "."];
    return behind === 3 ? [] : [last];
  });
  const commas = tells.filter((mark) => mark === ",").length;
  return commas > tells.length - commas ? "," : ".";
}

function periodText(year: string, month: number): BillingPeriod {
  return `${year}-${String(month).padStart(2, "0")}`;
}

/** `12,34,567` */
function isIndian(groups: readonly string[]): boolean {
  const last = groups.at(-1) ?? "";
  return last.length === 3 && groups.slice(1, -1).every((group) => group.length === 2);
}
