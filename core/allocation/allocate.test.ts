import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScaled, scaledOf, sum } from "../money/decimal.ts";
import { addDays, lengthInDays, periodOf, periodsOf } from "../time/period.ts";
import { allocate, type ModelFacts, type RuleFact } from "./allocate.ts";
import type { AllocationAnswer } from "./allocation-query.ts";
import { chargebackRows } from "./chargeback.ts";
import type { AllocationModel, BusinessUnit, SharedSplit } from "./model.ts";

const RANGE = { from: "2026-09-01", to: "2026-11-01" };

function unit(id: string, split: SharedSplit | null = null, parentId: string | null = null): BusinessUnit {
  return { id, name: id.toUpperCase(), parentId, split };
}

function model(units: readonly BusinessUnit[]): AllocationModel {
  const rules = units.map(({ id }) => ({ id: `r-${id}`, unitId: id, filters: [] }));
  return { id: "m", name: "Model", units, rules };
}

function fact(ruleId: string | null, day: string, amount: string): RuleFact {
  return { ruleId, day, amount: parseScaled(amount), lineItems: 1 };
}

function ask(
  of: AllocationModel,
  facts: ModelFacts,
  {
    range = RANGE,
    granularity = "month",
  }: { range?: typeof RANGE; granularity?: "day" | "month" | "total" } = {},
): AllocationAnswer {
  const months = periodsOf(range);
  const days = Array.from({ length: lengthInDays(range) }, (_, at) => addDays(range.from, at));
  const buckets = granularity === "total" ? ["total"] : granularity === "month" ? months : days;
  return allocate(of, facts, {
    currency: "USD",
    currencies: ["USD"],
    buckets,
    known: buckets.map(() => true),
    bucketOf: (day) => {
      if (day < range.from || day >= range.to) return null;
      if (granularity === "total") return 0;
      return granularity === "month" ? months.indexOf(periodOf(day)) : days.indexOf(day);
    },
    missing: [],
    answeredFrom: "daily",
  });
}

function after(answer: AllocationAnswer, unitId: string): string | null {
  return answer.units.find((one) => one.unitId === unitId)?.after.total ?? null;
}

const NO_WEIGHTS = new Map<string, never>();
const DAYS = [
  fact("r-a", "2026-09-02", "60"),
  fact("r-b", "2026-09-03", "20"),
  fact("r-pool", "2026-09-04", "10"),
  fact("r-b", "2026-10-01", "5"),
  fact("r-pool", "2026-10-02", "1"),
  fact(null, "2026-10-03", "4"),
];

describe("a shared pool", () => {
  test("even: the last digit goes to the first", () => {
    const of = model([unit("a"), unit("b"), unit("c"), unit("pool", { kind: "even", to: null })]);
    const answer = ask(of, { days: DAYS, weights: NO_WEIGHTS }, { granularity: "total" });
    expect(after(answer, "a")).toBe("63.666666666666666668");
    expect(after(answer, "b")).toBe("28.666666666666666666");
    expect(after(answer, "c")).toBe("3.666666666666666666");
    expect(after(answer, "pool")).toBe("0.0000000000");
    expect(answer.unallocated).toMatchObject({ total: "4.0000000000", lineItems: 1 });
    expect(answer.total).toBe("100.0000000000");
  });

  test("proportional: by what each month's own rules took", () => {
    const of = model([unit("a"), unit("b"), unit("pool", { kind: "proportional", to: null })]);
    const answer = ask(of, { days: DAYS, weights: NO_WEIGHTS });
    const received = answer.units.map(({ received: [share] }) => share?.amounts.values ?? null);
    expect(received).toEqual([["7.5000000000", "0.0000000000"], ["2.5000000000", "1.0000000000"], null]);
    expect(answer.units[2]?.given.values).toEqual(["10.0000000000", "1.0000000000"]);
    expect(answer.units[2]?.direct.values).toEqual(["10.0000000000", "1.0000000000"]);
  });

  test("fixed: what the parts leave of a hundred stays", () => {
    const parts = [
      { unitId: "a", percent: "62.5" },
      { unitId: "b", percent: "12.5" },
    ];
    const of = model([unit("a"), unit("b"), unit("pool", { kind: "fixed", parts })]);
    const answer = ask(of, { days: DAYS, weights: NO_WEIGHTS }, { granularity: "total" });
    expect([after(answer, "a"), after(answer, "b"), after(answer, "pool")]).toEqual([
      "66.8750000000",
      "26.3750000000",
      "2.7500000000",
    ]);
  });

  test("by another metric, unless its units do not agree", () => {
    const split = { kind: "metric" as const, metric: "usageAmount" as const, filters: [], to: null };
    const of = model([unit("a"), unit("b"), unit("pool", split)]);
    const weight = (ruleId: string, period: string, unitName: string, value: string) => ({
      ruleId,
      period,
      unit: unitName,
      amount: parseScaled(value),
    });
    const weights = new Map([
      [
        "pool",
        [
          weight("r-a", "2026-09", "Hrs", "1"),
          weight("r-b", "2026-09", "Hrs", "3"),
          weight("r-a", "2026-10", "Hrs", "1"),
          weight("r-b", "2026-10", "GB", "1"),
        ],
      ],
    ]);
    const answer = ask(of, { days: DAYS, weights });
    expect(answer.units[0]?.received[0]?.amounts.values).toEqual(["2.5000000000", "0.0000000000"]);
    expect(answer.units[2]?.after.values).toEqual(["0.0000000000", "1.0000000000"]);
    expect(answer.unsplit).toEqual([{ unitId: "pool", billingPeriod: "2026-10", reason: "mixedUnits" }]);
  });

  test.each([
    ["noRecipients", { kind: "even", to: ["gone"] }],
    ["overFull", { kind: "fixed", parts: [{ unitId: "a", percent: "100.01" }] }],
  ] satisfies (readonly [string, SharedSplit])[])("keeps its cost and says why: %s", (reason, split) => {
    const answer = ask(model([unit("a"), unit("pool", split)]), { days: DAYS, weights: NO_WEIGHTS });
    expect(answer.unsplit.map((one) => one.reason)).toEqual([reason, reason]);
    expect(after(answer, "pool")).toBe("11.0000000000");
  });

  test("credits never make a share negative", () => {
    const of = model([unit("a"), unit("b"), unit("pool", { kind: "proportional", to: null })]);
    const days = [
      fact("r-a", "2026-09-01", "-50"),
      fact("r-b", "2026-09-01", "10"),
      fact("r-pool", "2026-09-01", "8"),
    ];
    const answer = ask(of, { days, weights: NO_WEIGHTS }, { granularity: "total" });
    expect([after(answer, "a"), after(answer, "b")]).toEqual(["-50.0000000000", "18.0000000000"]);
  });
});

const IDS = ["a", "b", "c", "d", "e"];
const scaled = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const recipients = fc.option(fc.subarray(IDS), { nil: null });
const anySplit: fc.Arbitrary<SharedSplit> = fc.oneof(
  fc.record({ kind: fc.constant("even" as const), to: recipients }),
  fc.record({ kind: fc.constant("proportional" as const), to: recipients }),
  fc.record({
    kind: fc.constant("fixed" as const),
    parts: fc.array(
      fc.record({
        unitId: fc.constantFrom(...IDS),
        percent: fc.integer({ min: 0, max: 4000 }).map((hundredths) => (hundredths / 100).toFixed(2)),
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant("metric" as const),
    metric: fc.constant("usageAmount" as const),
    filters: fc.constant([]),
    to: recipients,
  }),
);
const anyModel = fc
  .tuple(...IDS.map((id) => fc.option(anySplit, { nil: null }).map((split) => unit(id, split))))
  .map((units) => model(units));
const anyRule = fc.option(fc.constantFrom(...IDS.map((id) => `r-${id}`)), { nil: null });
const anyDay = fc.integer({ min: 0, max: 60 }).map((days) => addDays(RANGE.from, days));
const anyDetail = fc.record({
  ruleId: anyRule,
  day: anyDay,
  account: fc.option(fc.constantFrom("1", "2", "3"), { nil: null }),
  service: fc.constantFrom("x", "y"),
  amount: scaled,
});
const anyWeight = fc.record({
  ruleId: anyRule,
  period: fc.constantFrom("2026-09", "2026-10"),
  unit: fc.option(fc.constantFrom("Hrs", "GB"), { nil: null }),
  amount: scaled,
});
const anyData = fc.record({
  model: anyModel,
  details: fc.array(anyDetail, { maxLength: 40 }),
  weights: fc.array(anyWeight, { maxLength: 12 }),
  from: fc.integer({ min: 0, max: 40 }),
  days: fc.integer({ min: 1, max: 20 }),
});

describe("the parts sum to the bill, whatever the model, the splits and the data", () => {
  const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((all, each) => all + each, 0n);

  test("over days, months and the whole, and between them", () => {
    fc.assert(
      fc.property(anyData, ({ model: of, details, weights, from, days: length }) => {
        const start = addDays(RANGE.from, from);
        const range = { from: start, to: addDays(start, length) };
        const days = details.map((one) => ({ ...one, lineItems: 1 }));
        const facts = { days, weights: new Map(IDS.map((id) => [id, weights])) };
        const bill = total(
          days.filter(({ day }) => day >= range.from && day < range.to).map(({ amount }) => amount),
        );
        const answers = (["day", "month", "total"] as const).map((granularity) =>
          ask(of, facts, { range, granularity }),
        );
        for (const answer of answers) {
          const left = answer.unallocated.total ?? "0.0";
          expect(scaledOf(answer.total ?? "")).toBe(bill);
          expect(sum([left, ...answer.units.map((one) => one.direct.total ?? "")])).toBe(answer.total);
          expect(sum([left, ...answer.units.map((one) => one.after.total ?? "")])).toBe(answer.total);
          for (const [bucket, value] of answer.values.entries())
            expect(
              sum([
                answer.unallocated.values[bucket] ?? "0.0",
                ...answer.units.map((one) => one.after.values[bucket] ?? "0.0"),
              ]),
            ).toBe(value);
        }
        const [byDay, ...coarser] = answers;
        for (const answer of coarser)
          expect(answer.units.map((one) => one.after.total)).toEqual(
            byDay?.units.map((one) => one.after.total),
          );
      }),
      { numRuns: 150 },
    );
  });

  test("the chargeback has the same units, and every account and service in full", () => {
    fc.assert(
      fc.property(anyData, ({ model: of, details, weights, from, days: length }) => {
        const start = addDays(RANGE.from, from);
        const range = { from: start, to: addDays(start, length) };
        const facts = {
          days: details.map((one) => ({ ...one, lineItems: 1 })),
          weights: new Map(IDS.map((id) => [id, weights])),
        };
        const asked = details.filter(({ day }) => day >= range.from && day < range.to);
        const rows = chargebackRows(
          of,
          facts,
          asked.map((one) => ({ ...one, period: periodOf(one.day) })),
          range,
        );
        const answer = ask(of, facts, { range, granularity: "total" });
        for (const { unitId, after: whole, direct } of answer.units) {
          const own = rows.filter((row) => row.unitId === unitId);
          expect(sum(own.map((row) => row.total))).toBe(whole.total);
          expect(sum(own.map((row) => row.direct))).toBe(direct.total);
        }
        for (const { months, direct, shared } of rows) {
          expect(sum(months.map((owed) => owed.direct))).toBe(direct);
          expect(sum(months.map((owed) => owed.shared))).toBe(shared);
        }
        expect(sum(rows.map((row) => row.total))).toBe(answer.total);
        expect(scaledOf(sum(rows.map((row) => row.shared)))).toBe(0n);
        for (const service of ["x", "y"])
          expect(scaledOf(sum(rows.filter((row) => row.service === service).map((row) => row.total)))).toBe(
            total(asked.filter((one) => one.service === service).map(({ amount }) => amount)),
          );
      }),
      { numRuns: 150 },
    );
  });
});
