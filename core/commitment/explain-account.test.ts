import { expect, test } from "vitest";
import type { CommitmentAccountFigure } from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import type { Commitment, CommitmentAmounts, CommitmentAnswer } from "./commitment.ts";
import { commitmentAccountFigure } from "./explain-account.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (dimension) => dimension,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: String,
};
const AMOUNTS = Object.fromEntries(
  ["onDemand", "committed", "used", "reservedUnits", "unusedUnits", "coveredUnits", "runningUnits"].map(
    (key) => [key, null],
  ),
);
const [SHOP, DATA] = ["111122223333", "111122224444"];

function commitment(at: number, owner: string, user: string): Commitment {
  const [cost, unused] = [formatScaled(BigInt(at + 1) * 10n ** 18n), formatScaled(5n * 10n ** 17n)];
  const list = formatScaled(BigInt(at + 2) * 10n ** 18n);
  const amounts = { ...AMOUNTS, coveredList: list, coveredCost: cost, unused } as CommitmentAmounts;
  return {
    arn: `arn:aws:savingsplans::${owner}:savingsplan/p${at}`,
    kind: "savingsPlan",
    program: "Compute",
    owner,
    ownerLabel: null,
    term: null,
    payment: null,
    start: null,
    end: null,
    region: null,
    instanceType: null,
    count: null,
    amounts,
    months: [],
    hourly: null,
    consumers: [{ account: user, label: "Data", list, cost, months: [] }],
    lastSeen: "2026-10",
  };
}

const side = { total: AMOUNTS as CommitmentAmounts, values: [] };
function answer(commitments: readonly Commitment[], isFocus = false): CommitmentAnswer {
  return {
    currency: "USD",
    currencies: ["USD"],
    buckets: ["total"],
    all: side,
    savingsPlans: side,
    reservations: side,
    commitments,
    gaps: [],
    limits: isFocus ? ["netCosts"] : [],
  };
}
const asked = (question: Partial<CommitmentAccountFigure>): CommitmentAccountFigure => ({
  kind: "commitmentAccount",
  measure: "owned",
  account: SHOP,
  arn: null,
  range: { from: "2026-10-01", to: "2026-11-01" },
  currency: null,
  ...question,
});

test("what an account owns is the sum of its commitments, used or not, each with its line items", () => {
  const two = answer([commitment(0, SHOP, DATA), commitment(1, SHOP, DATA), commitment(2, DATA, SHOP)]);
  const figure = commitmentAccountFigure(asked({}), two, NAMES);
  expect(figure?.formula.symbols).toBe("C₁ + C₂");
  expect(figure?.value).toEqual({ kind: "money", amount: "4.0000000000" });
  expect(figure?.terms[0]?.of?.filters).toEqual([
    {
      dimension: "lineItemType",
      mode: "include",
      values: ["SavingsPlanCoveredUsage", "SavingsPlanRecurringFee"],
    },
    { dimension: "commitment", mode: "include", values: [`arn:aws:savingsplans::${SHOP}:savingsplan/p1`] },
  ]);
});

test("what an account took is told of whoever bought it, of one commitment alone where it is asked", () => {
  const three = answer([commitment(0, SHOP, DATA), commitment(1, SHOP, DATA), commitment(2, DATA, SHOP)]);
  const taken = commitmentAccountFigure(asked({ measure: "taken", account: DATA }), three, NAMES);
  expect(taken?.about[0]).toBe(`Data (${DATA})`);
  expect(taken?.value).toEqual({ kind: "money", amount: "3.0000000000" });
  expect(taken?.base?.cell.filters).toContainEqual({
    dimension: "linkedAccount",
    mode: "include",
    values: [DATA],
  });
  const arn = `arn:aws:savingsplans::${SHOP}:savingsplan/p0`;
  const one = commitmentAccountFigure(asked({ measure: "takenList", account: DATA, arn }), three, NAMES);
  expect(one?.value).toEqual({ kind: "money", amount: "2.0000000000" });
  expect(one?.base?.cell.metric).toBe("onDemandEquivalent");
  expect(commitmentAccountFigure(asked({ account: "1" }), three, NAMES)).toBeNull();
});

test("of very many the smaller ones are one number, and the terms still sum to the figure", () => {
  const many = answer(Array.from({ length: 50 }, (_, at) => commitment(at, SHOP, DATA)));
  const figure = commitmentAccountFigure(asked({}), many, NAMES);
  expect(figure?.terms).toHaveLength(20);
  expect(figure?.terms.at(-1)?.name).toBe("31 smaller commitments");
  const amounts = (figure?.terms ?? []).map(({ value }) =>
    value.kind === "money" ? (value.amount ?? "0.0") : "0.0",
  );
  expect(figure?.value).toEqual({ kind: "money", amount: sum(amounts) });
  expect(scaledOf(sum(amounts))).toBe(1_300n * 10n ** 18n);
});

test("FOCUS has no line-item types: what an account took leads to no line items of one commitment", () => {
  const focus = answer([commitment(0, SHOP, DATA)], true);
  const taken = commitmentAccountFigure(asked({ measure: "taken", account: DATA }), focus, NAMES);
  expect(taken?.terms[0]?.of).toBeUndefined();
  expect(taken?.base?.name).toContain("name these commitments");
});
