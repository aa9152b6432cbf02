import { expect, test } from "vitest";
import { type ChargeFigure, substituted } from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { scaledOf } from "../money/decimal.ts";
import type { ChargesAnswer } from "./charges-query.ts";
import { chargeFigure } from "./explain-charge.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (dimension) => dimension,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: String,
};
const RANGE = { from: "2026-01-01", to: "2026-03-01" };
const VOLUME = {
  gigabytes: "300.0",
  byMonth: ["100.0", "200.0"],
  cost: "27.0",
  rate: "0.09",
  otherUnits: ["Queries"],
};
const GROUP = {
  key: ["interZone"],
  labels: [null],
  total: "27.0",
  values: ["9.0", "18.0"],
  lineItems: 4,
  units: [],
  volume: VOLUME,
  bill: null,
  narrow: [],
};
const ANSWER: ChargesAnswer = {
  currency: "USD",
  currencies: ["USD"],
  buckets: ["2026-01", "2026-02"],
  groups: [GROUP],
  other: null,
  total: "30.0",
  values: ["12.0", "18.0"],
  lineItems: 5,
  missing: [],
  answeredFrom: "daily",
  volume: VOLUME,
  bill: { total: "100.0", byMonth: ["50.0", "50.0"] },
  lacking: [],
};
const HELD = { answer: ANSWER, dataEnd: "2026-03-01", granted: null };
const asked = (question: Partial<ChargeFigure>): ChargeFigure => ({
  kind: "charge",
  measure: "rate",
  charge: "dataTransfer",
  category: null,
  groupBy: "category",
  key: ["interZone"],
  metric: "unblended",
  filters: [],
  range: RANGE,
  currency: null,
  ...question,
});
const put = (figure: ReturnType<typeof chargeFigure>) =>
  figure &&
  substituted(figure, (value) => ("amount" in value ? String(Number(value.amount)) : String(value.ratio)));

test("a rate is the cost over the volume of what is counted in gigabytes, and each leads on", () => {
  const figure = chargeFigure(asked({}), HELD, NAMES);
  expect(put(figure)).toBe("27 ÷ 300");
  expect(figure?.value).toEqual({ kind: "money", amount: "0.09" });
  expect(figure?.terms.map(({ of }) => of?.metric)).toEqual(["unblended", "usageAmount"]);
  expect(figure?.terms[0]?.of?.charges).toEqual({ kind: "dataTransfer", categories: ["interZone"] });
  expect(figure?.notes).toEqual(["What is counted in Queries has a cost, but no part in volume and rate."]);
});

test("where more is charged than is counted in gigabytes, that cost leads to no other number", () => {
  const whole = chargeFigure(asked({ key: null }), HELD, NAMES);
  expect(put(whole)).toBe("27 ÷ 300");
  expect(whole?.terms[0]?.of).toBeUndefined();
  expect(chargeFigure(asked({ key: ["vpn"] }), HELD, NAMES)).toBeNull();
});

test("a volume is the sum of its months", () => {
  const figure = chargeFigure(asked({ measure: "volume" }), HELD, NAMES);
  expect(put(figure)).toBe("100 + 200");
  expect(figure?.value).toEqual({ kind: "quantity", amount: "300.0", unit: "GB" });
  expect(figure?.terms[1]?.of?.range).toEqual({ from: "2026-02-01", to: "2026-03-01" });
});

test("a credit's month and what is left of it are told from its use", () => {
  const credit = { ...GROUP, key: ["Migration"], values: ["-9.0", "-12.0"], total: "-21.0", volume: null };
  const narrow = [{ dimension: "description", mode: "include", values: ["Migration"] }] as const;
  const answer = { ...ANSWER, groups: [{ ...credit, narrow }], volume: null };
  const of = { charge: "credits", groupBy: "description", key: ["Migration"] } as const;
  const held = { answer, dataEnd: "2026-03-01", granted: "50.0" };
  const monthly = chargeFigure(asked({ ...of, measure: "monthly" }), held, NAMES);
  expect(put(monthly)).toBe("(9 + 12) ÷ 2");
  expect(monthly?.value.kind === "money" && scaledOf(monthly.value.amount ?? "0.0")).toBe(scaledOf("10.5"));
  const left = chargeFigure(asked({ ...of, measure: "left" }), held, NAMES);
  expect(put(left)).toBe("50 − 21");
  expect(left?.value).toEqual({ kind: "money", amount: "29.0000000000" });
  expect(left?.base?.cell.filters).toContainEqual(narrow[0]);
});
