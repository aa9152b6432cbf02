import { expect, test } from "vitest";
import { type CommitmentFigure, substituted } from "../cost/explain/figure.ts";
import type { CommitmentAmounts, CommitmentAnswer } from "./commitment.ts";
import { commitmentFigure } from "./explain-commitment.ts";

const AMOUNTS: CommitmentAmounts = {
  coveredList: "100.0",
  coveredCost: "60.0",
  unused: "10.0",
  onDemand: "100.0",
  committed: null,
  used: null,
  reservedUnits: null,
  unusedUnits: null,
  coveredUnits: null,
  runningUnits: null,
};
const NONE = Object.fromEntries(Object.keys(AMOUNTS).map((key) => [key, null])) as CommitmentAmounts;
const ANSWER: CommitmentAnswer = {
  currency: "USD",
  currencies: ["USD"],
  buckets: ["total"],
  all: { total: AMOUNTS, values: [] },
  savingsPlans: { total: { ...AMOUNTS, used: "60.0", committed: "80.0" }, values: [] },
  reservations: { total: NONE, values: [] },
  commitments: [],
  gaps: [],
  limits: [],
};
const asked = (question: Partial<CommitmentFigure>): CommitmentFigure => ({
  kind: "commitment",
  measure: "effectiveSavingsRate",
  scope: "all",
  arn: null,
  hour: null,
  range: { from: "2026-01-01", to: "2026-02-01" },
  currency: null,
  ...question,
});
const put = (question: Partial<CommitmentFigure>) => {
  const figure = commitmentFigure(asked(question), ANSWER, []);
  return (
    figure && substituted(figure, (value) => ("amount" in value ? String(value.amount) : String(value.ratio)))
  );
};

test("a rate is told with the very numbers in its formula, and comes to what they give", () => {
  expect(put({})).toBe("(100.0 − 60.0 − 10.0) ÷ (100.0 + 100.0)");
  expect(commitmentFigure(asked({}), ANSWER, [])?.value).toEqual({ kind: "ratio", ratio: 0.15 });
  expect(put({ measure: "planUtilisation", scope: "savingsPlans" })).toBe("60.0 ÷ 80.0");
});

test("numbers that are costs lead to their line-item types, of one commitment by its ARN", () => {
  const figure = commitmentFigure(asked({ measure: "unused", scope: "reservations" }), ANSWER, []);
  expect(figure?.terms.map(({ of }) => of?.filters)).toEqual([
    [{ dimension: "lineItemType", mode: "include", values: ["RIFee"] }],
  ]);
  const arn = "arn:aws:savingsplans::1:savingsplan/a";
  const commitments = [{ arn, amounts: AMOUNTS } as CommitmentAnswer["commitments"][number]];
  const one = commitmentFigure(asked({ arn, scope: "savingsPlans" }), { ...ANSWER, commitments }, []);
  expect(one?.base?.cell.filters).toContainEqual({ dimension: "commitment", mode: "include", values: [arn] });
  expect(commitmentFigure(asked({ arn }), ANSWER, [])).toBeNull();
});

test("FOCUS has no such types: only all that commitments cost leads on, and the note on discounts is told", () => {
  const figure = commitmentFigure(asked({ measure: "cost" }), { ...ANSWER, limits: ["netCosts"] }, []);
  expect(figure?.terms.every(({ of }) => of === undefined)).toBe(true);
  expect(figure?.base?.cell.filters).toEqual([{ dimension: "commitment", mode: "exclude", values: [null] }]);
  expect(figure?.differences.at(-1)).toContain("private discounts");
});

test("that unused reservations are spread is told, and that the rows of a part of a month can differ", () => {
  const part = { from: "2026-01-05", to: "2026-01-10" };
  expect(commitmentFigure(asked({}), ANSWER, [])?.notes[0]).toMatch(/over the days it covers\.$/);
  expect(commitmentFigure(asked({ range: part }), ANSWER, [])?.notes[0]).toContain(
    "can sum to another amount",
  );
});
