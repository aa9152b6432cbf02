import { describe, expect, it } from "vitest";
import { type FigureValue, type FindingFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { type ExplainedFindings, findingFigure } from "./explain-finding.ts";
import type { FindingItem, FindingPart, FindingResult, FindingsAnswer } from "./findings-query.ts";
import { ALL_FINDINGS, listFindings } from "./listed-finding.ts";
import { findingRule } from "./registry.ts";

const part = (account: string, cost: string, found: string | null, kept: string | null): FindingPart => ({
  account,
  accountLabel: null,
  service: "AmazonEC2",
  serviceLabel: null,
  items: 2,
  cost,
  charged: cost,
  lineItems: 62,
  found,
  kept,
});
const GP2: FindingResult = {
  finding: "gp2-to-gp3",
  items: 4,
  cost: "50.0",
  charged: "50.0",
  lineItems: 124,
  found: "10.0",
  kept: "7.5",
  parts: [part("111", "30.0", "6.0", "3.5"), part("222", "20.0", "4.0", "4.0")],
  months: [],
  filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  besides: 0,
};
const IDLE: FindingResult = {
  ...GP2,
  finding: "idle-addresses",
  cost: "9.0",
  found: "9.0",
  kept: "9.0",
  parts: [part("111", "9.0", "9.0", "9.0")],
};
const ANSWER: FindingsAnswer = {
  currency: "USD",
  months: ["2024-01"],
  metric: "netAmortized",
  findings: [GP2, IDLE],
  clear: [],
  notComputable: [],
  failed: [],
};
const ITEM: FindingItem = {
  key: "vol-1",
  month: "2024-01",
  resource: "vol-1",
  account: "111",
  accountLabel: null,
  service: "AmazonEC2",
  serviceLabel: null,
  region: null,
  usageTypes: [],
  cost: "15.0",
  charged: "15.0",
  lineItems: 31,
  found: "3.0",
  kept: "0.5",
  filters: [{ dimension: "resourceId", mode: "include", values: ["vol-1"] }],
  besides: 0,
};

const asked = (patch: Partial<FindingFigure> = {}): FindingFigure => ({
  kind: "finding",
  measure: "kept",
  findingId: "gp2-to-gp3",
  item: null,
  confidence: null,
  filter: ALL_FINDINGS,
  range: { from: "2024-01-01", to: "2024-02-01" },
  currency: "USD",
  ...patch,
});
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
function told(patch: Partial<FindingFigure> = {}, more: Partial<ExplainedFindings> = {}) {
  const question = asked(patch);
  const listed = listFindings(ANSWER, [], question.filter);
  const figure = findingFigure(
    question,
    { answer: ANSWER, listed, item: null, set: [], ...more },
    PLAIN_NAMES,
  );
  if (figure === null) throw new Error("nothing is told");
  return {
    figure,
    line: `${figure.formula.symbols} = ${substituted(figure, write)} = ${write(figure.value)}`,
  };
}

describe("findingFigure", () => {
  it("adds up what a finding saves by account and service, with its formula, numbers and overlaps", () => {
    const { figure, line } = told();
    expect(line).toBe("S₁ + S₂ = 3.5 + 4 = 7.5");
    expect(figure.formula.words).toContain(findingRule("gp2-to-gp3")?.formula);
    expect(figure.notes.join(" ")).toContain("Price of one IOPS against one GB: 0.06 (as published)");
    expect(figure.notes.join(" ")).toContain("Alone it would save 10.0 USD; 2.5");
    expect(figure.base?.cell).toMatchObject({ metric: "netAmortized", filters: GP2.filters });
    expect(told({ measure: "found" }).line).toBe("S₁ + S₂ = 6 + 4 = 10");
    expect(told({ measure: "cost" }).line).toBe("S₁ + S₂ = 30 + 20 = 50");
  });

  it("keeps to the account the list is narrowed to", () => {
    expect(told({ filter: { ...ALL_FINDINGS, account: "222" } }).line).toBe("S₁ = 4 = 4");
  });

  it("says which numbers the user has set", () => {
    const set = [{ finding: "gp2-to-gp3", id: "gp3", value: "0.75" }];
    expect(told({}, { set }).figure.notes[0]).toContain("75 % (set by you, published 80 %)");
  });

  it("adds all findings up, or those of one confidence", () => {
    const exact = findingRule("idle-addresses")?.confidence ?? null;
    expect(told({ findingId: null }).line).toBe("S₁ + S₂ = 9 + 7.5 = 16.5");
    expect(told({ findingId: null, measure: "found" }).line).toBe("S₁ + S₂ = 9 + 10 = 19");
    expect(told({ findingId: null, confidence: exact }).line).toBe("S₁ = 9 = 9");
  });

  it("takes off one thing what others save of its cost", () => {
    const { figure, line } = told({ item: { key: "vol-1", account: "111" } }, { item: ITEM });
    expect(line).toBe("F − O = 3 − 2.5 = 0.5");
    expect(figure.terms.map(({ symbol, value }) => [symbol, write(value)])).toContainEqual(["C", "15"]);
    expect(figure.base?.cell).toMatchObject({ filters: ITEM.filters, metric: "netAmortized" });
  });

  it("tells nothing of a finding that is not listed, nor of a thing that is gone", () => {
    const none = { answer: ANSWER, listed: [], item: null, set: [] };
    expect(findingFigure(asked(), none, PLAIN_NAMES)).toBeNull();
    const listed = listFindings(ANSWER, [], ALL_FINDINGS);
    const gone = asked({ item: { key: "vol-9", account: null } });
    expect(findingFigure(gone, { ...none, listed }, PLAIN_NAMES)).toBeNull();
  });
});
