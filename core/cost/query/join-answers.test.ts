import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, lengthInDays, periodsOf } from "../../time/period.ts";
import { answerFrom } from "./answer.ts";
import type { AnswerRow } from "./compile.ts";
import type { CostAnswer, CostQuery } from "./cost-query.ts";
import { joinAnswers, stretchesOf } from "./join-answers.ts";

const QUERY: CostQuery = {
  metric: "unblended",
  granularity: "month",
  range: { from: "2026-01-01", to: "2026-07-01" },
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: null,
};
const MONTHS = periodsOf(QUERY.range);

type Cell = { readonly service: string | null; readonly month: number; readonly amount: number };

/** The answer that an engine gives for some of the months. */
function answered(
  cells: readonly Cell[],
  months: readonly number[],
  granularity: "month" | "total",
): CostAnswer {
  const own = cells.filter(({ month }) => months.includes(month));
  const sizes = new Map<string | null, number>();
  for (const { service, amount } of own) sizes.set(service, (sizes.get(service) ?? 0) + amount);
  const order = [...sizes].toSorted(
    ([a, one], [b, other]) => other - one || (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1),
  );
  const rows = own.map(({ service, month, amount }): AnswerRow => ({
    slot: order.findIndex(([name]) => name === service) + 1,
    lastRank: order.length,
    bucket: granularity === "total" ? 0 : months.indexOf(month),
    amount: BigInt(amount),
    lineItems: 1,
    units: [],
    key: [service],
  }));
  const periods = months.map((month) => MONTHS[month] ?? "");
  return answerFrom(rows, {
    buckets: granularity === "total" ? ["total"] : periods,
    missing: [],
    answeredFrom: "lineItems",
    currency: "USD",
    currencies: own.length === 0 ? [] : ["USD"],
    limit: 1_000,
    periods: new Set(periods),
    newestPeriod: null,
    lastDay: null,
  });
}

const cells = fc.array(
  fc.record({
    service: fc.constantFrom("EC2", "S3", "RDS", "Lambda", null),
    month: fc.nat(MONTHS.length - 1),
    amount: fc.integer({ min: -1_000, max: 1_000 }),
  }),
  { maxLength: 40 },
);

test("wherever a year is cut, its parts put together are the answer for the whole of it", () => {
  fc.assert(
    fc.property(
      cells,
      fc.array(fc.boolean(), { minLength: MONTHS.length, maxLength: MONTHS.length }),
      fc.constantFrom("month", "total"),
      (all, isHere, granularity) => {
        const held = new Set(MONTHS.filter((_, month) => isHere[month]));
        const stretches = stretchesOf(QUERY.range, held);
        const answers = stretches.map(({ range }) =>
          answered(
            all,
            periodsOf(range).map((period) => MONTHS.indexOf(period)),
            granularity,
          ),
        );
        const whole = answered(
          all,
          MONTHS.map((_, month) => month),
          granularity,
        );
        const joined = joinAnswers({ ...QUERY, granularity }, answers);
        expect({ ...joined, currency: "USD" }).toEqual(whole);
      },
    ),
  );
});

test("a range is cut at billing periods, without gap or overlap, neighbours of a place as one", () => {
  const range = { from: "2026-01-10", to: "2026-05-20" };
  const stretches = stretchesOf(range, new Set(["2026-02", "2026-03", "2026-05"]));
  expect(stretches).toEqual([
    { place: "there", range: { from: "2026-01-10", to: "2026-02-01" } },
    { place: "here", range: { from: "2026-02-01", to: "2026-04-01" } },
    { place: "there", range: { from: "2026-04-01", to: "2026-05-01" } },
    { place: "here", range: { from: "2026-05-01", to: "2026-05-20" } },
  ]);
  const days = stretches.reduce((sum, stretch) => sum + lengthInDays(stretch.range), 0);
  expect(addDays(range.from, days)).toBe(range.to);
});

test("the smaller groups are one, as in any answer", () => {
  const all = [
    { service: "EC2", month: 0, amount: 5 },
    { service: "S3", month: 1, amount: 9 },
    { service: "RDS", month: 1, amount: 3 },
    { service: "EC2", month: 1, amount: 6 },
  ];
  const parts = [answered(all, [0], "month"), answered(all, [1, 2, 3, 4, 5], "month")];
  const { groups, other, total } = joinAnswers({ ...QUERY, top: 1 }, parts);
  expect(groups.map(({ key }) => key)).toEqual([["EC2"]]);
  expect(other).toMatchObject({ groups: 2, lineItems: 2 });
  expect(Number(total) * 1e18).toBeCloseTo(23, 5);
});

test("currencies are never added up, and what was cut off is not guessed", () => {
  const dollars = answered([{ service: "EC2", month: 0, amount: 1 }], [0], "month");
  const euros = { ...dollars, currency: "EUR", currencies: ["EUR"] };
  expect(() => joinAnswers(QUERY, [dollars, euros])).toThrow("query.mixed_currencies");
  const cut = { ...dollars, other: { groups: 1, total: null, values: [null], lineItems: 1 } };
  expect(() => joinAnswers(QUERY, [dollars, cut])).toThrow("query.invalid");
});
