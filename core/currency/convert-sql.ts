import { type Decimal, SCALE, scaledOf } from "../money/decimal.ts";
import { join, raw, sql, type Sql } from "../sql/sql.ts";
import type { BillingPeriod } from "../time/period.ts";
import { CONVERTED_PLACES, type Conversion } from "./convert.ts";
import { rateInForce } from "./rate.ts";

/** Digits behind the point of an amount that its first half keeps: halves times a rate fit a HUGEINT. */
const HALF = 6;
const REST = SCALE - HALF;
/** What the product of an amount and a rate has behind the point beyond the places kept, the second half aside. */
const BEYOND = 10n ** BigInt(SCALE + HALF - CONVERTED_PLACES);

/** As `convert`: an amount of SQL, `DECIMAL(38,18)`, times a rate, rounded half away from zero to ten places. */
export function convertedSql(amount: Sql, rate: Decimal): Sql {
  const factor = raw(`${scaledOf(rate)}::HUGEINT`);
  const whole = sql`abs(${amount}) * ${raw(`1${"0".repeat(HALF)}`)}`;
  const first = sql`trunc(${whole})`;
  const second = sql`trunc((${whole} - ${first}) * ${raw(`1${"0".repeat(REST)}`)})`;
  const carried = sql`(${second}::HUGEINT * ${factor}) // ${raw(`1${"0".repeat(REST)}`)}`;
  const rounded = sql`(${first}::HUGEINT * ${factor} + ${carried} + ${raw(String(BEYOND / 2n))}) // ${raw(String(BEYOND))}`;
  const places = raw(`0.${"0".repeat(CONVERTED_PLACES - 1)}1`);
  return sql`((${rounded}) * sign(${amount}))::DECIMAL(38, 0) * ${places}`;
}

/** An amount of a month in another currency; NULL where its own currency has no rate for the month. */
export function inAnotherSql(
  amount: Sql,
  { currency, month }: { readonly currency: Sql; readonly month: BillingPeriod },
  { to, rates }: Conversion,
): Sql {
  const known = [...new Set(rates.filter((rate) => rate.to === to).map(({ from }) => from))];
  const cases = known.flatMap((from) => {
    const found = rateInForce(rates, { from, to, month });
    return found === null ? [] : [sql`WHEN ${from} THEN ${convertedSql(amount, found.rate)}`];
  });
  return sql`(CASE ${currency} WHEN ${to} THEN ${amount} ${join(cases, " ")} END)::DECIMAL(38, 18)`;
}
