import { formatScaled, parseScaled } from "../money/decimal.ts";
import { isUsageDate } from "../time/period.ts";
import { type CurrencyRate, rateId } from "./rate.ts";

/** A line that is no rate, counted from 1, and why. */
export type RateProblem = { readonly line: number; readonly problem: string };

export type ReadRates = {
  readonly rates: readonly CurrencyRate[];
  readonly problems: readonly RateProblem[];
};

const CODE = /^[A-Z]{3}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * Reads rates of lines `from,to,month or day,rate,note`, the note being optional; separated by commas, semicolons or
 * tabs. A head line is passed over. Rates have a point, no thousands separators.
 */
export function readRates(text: string): ReadRates {
  const rates = new Map<string, CurrencyRate>();
  const problems: RateProblem[] = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "" || (at === 0 && /^\W*from\b/i.test(line))) continue;
    const read = readRate(fieldsOf(line));
    if (typeof read === "string") problems.push({ line: at + 1, problem: read });
    else rates.set(read.id, read);
  }
  return { rates: [...rates.values()], problems };
}

/** One rate from what was typed; a sentence saying what is wrong where it is none. */
export function readRate([from = "", to = "", asOf = "", rate = "", note = ""]: readonly string[]):
  | CurrencyRate
  | string {
  const pair = { from: from.trim().toUpperCase(), to: to.trim().toUpperCase(), asOf: asOf.trim() };
  if (!CODE.test(pair.from)) return `“${from.trim()}” is no currency code of three letters`;
  if (!CODE.test(pair.to)) return `“${to.trim()}” is no currency code of three letters`;
  if (pair.from === pair.to) return "a currency needs no rate to itself";
  if (!MONTH.test(pair.asOf) && !isUsageDate(pair.asOf))
    return `“${asOf.trim()}” is no month like 2026-09 and no day like 2026-09-15`;
  const scaled = parseScaled(rate);
  if (scaled === null || scaled <= 0n) return `“${rate.trim()}” is no rate above zero`;
  return { id: rateId(pair), ...pair, rate: formatScaled(scaled), note: note.trim().slice(0, 200) };
}

/** Fields of a line; quotes hold separators. */
function fieldsOf(line: string): readonly string[] {
  const separator = [";", "\t", ","].find((one) => line.includes(one)) ?? ",";
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  return [...fields, field];
}
