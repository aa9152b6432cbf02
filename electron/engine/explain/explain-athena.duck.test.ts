import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainQuestion } from "#core/cost/athena/explain-athena.ts";
import { type CostCell, groupCell, restCell, wholeCell } from "#core/cost/explain/cost-cell.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import { joinExplanations } from "#core/cost/explain/join-explanations.ts";
import { METRIC_IDS } from "#core/cost/metric/metric-id.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { canonical, sum } from "#core/money/decimal.ts";
import { type AthenaParity, openAthenaParity } from "../cost/testing/athena-parity.fixture.ts";
import { explainCell } from "./explain-cell.ts";

const RANGE = { from: "2026-09-10", to: "2026-11-01" };
const QUESTION: CostQuery = {
  metric: "amortized",
  granularity: "total",
  range: RANGE,
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: null,
};
const EC2 = groupCell(QUESTION, ["AmazonEC2"]);

describe.each(["legacy", "cur2", "focus"] as const)("numbers of %s explain themselves in AWS", (format) => {
  let parity: AthenaParity;

  beforeAll(async () => {
    parity = await openAthenaParity(format, RANGE);
  });
  afterAll(() => parity.close());

  async function expectSame(cell: CostCell): Promise<Explanation> {
    const here = await explainCell(parity.workspace, cell, "lineItems");
    const there = await parity.ask(explainQuestion(cell));
    expect(comparable(there), JSON.stringify(cell)).toEqual(comparable(here));
    return there;
  }

  test("every metric: the same parts, months and reasons, to the last digit", async () => {
    for (const metric of METRIC_IDS) {
      const told = await expectSame(wholeCell({ ...QUESTION, metric }));
      if (told.total === null) continue;
      expect(canonical(sum(told.parts.map(({ amount }) => amount ?? "0")))).toBe(canonical(told.total));
      expect(told.parts.length).toBeGreaterThan(1);
    }
  });

  test("a group, a bucket of it, an hour, what is left without some groups, and kinds of charges", async () => {
    const keys = [
      ["AmazonEC2", "eu-west-1"],
      ["AmazonS3", null],
    ];
    const cells: readonly CostCell[] = [
      EC2,
      groupCell(QUESTION, ["AmazonEC2"], "2026-10"),
      groupCell(QUESTION, ["AmazonEC2"], "2026-10-30T05:00"),
      groupCell(QUESTION, [null]),
      restCell({ ...QUESTION, groupBy: ["service"] }, [["AmazonEC2"], ["AmazonS3"]]),
      restCell({ ...QUESTION, groupBy: ["service", "region"] }, keys),
      wholeCell({ ...QUESTION, currency: "USD" }),
      { ...EC2, charges: { kind: "dataTransfer", categories: null } },
      { ...EC2, charges: { kind: "dataTransfer", categories: ["internetOut"] } },
    ];
    for (const cell of cells) await expectSame(cell);
  });

  test("virtual tags", async () => {
    const compute = { dimension: "service", mode: "include", values: ["AmazonEC2"] } as const;
    const rule = { id: "1", value: "it's compute", filters: [compute], origin: null };
    const profiles = [{ id: "kind", name: "Kind", source: null, rules: [rule] }];
    const whole = wholeCell({
      ...QUESTION,
      filters: [{ dimension: "profile:Kind", mode: "include", values: ["it's compute"] }],
    });
    const told = await expectSame({ ...whole, profiles });
    expect(told.lineItems).toBeGreaterThan(0);
  });

  test("two months explained apart are the whole, joined", async () => {
    const [early, late] = [
      { ...EC2, range: { from: "2026-09-10", to: "2026-10-01" } },
      { ...EC2, range: { from: "2026-10-01", to: "2026-11-01" } },
    ];
    const joined = joinExplanations(EC2, [
      await explainCell(parity.workspace, late, "lineItems"),
      await parity.ask(explainQuestion(early)),
    ]);
    const whole = await explainCell(parity.workspace, EC2, "lineItems");
    expect(comparable(joined)).toEqual(comparable(whole));
    expect(joined.deliveries.map(({ inAws }) => inAws ?? false)).toEqual([false, true]);
  });

  test("how it was asked can be read, and asked again", async () => {
    const { table, trino } = parity;
    const { askedInAws: [asked] = [] } = await parity.ask(explainQuestion(EC2));
    expect(asked).toMatchObject({
      database: table.database,
      table: table.table,
      billingPeriods: ["2026-09", "2026-10"],
    });
    expect(asked?.sql).not.toContain("?");
    expect((await trino.run({ text: asked?.sql ?? "", parameters: [] })).rows.length).toBeGreaterThan(1);
  });

  test("containers are refused with a reason, and nothing is asked for days without a month", async () => {
    const scope = { ...EC2, containers: { part: "cost", place: null } } as const;
    expect(() => parity.textOf(explainQuestion(scope))).toThrow(/containers/);
    const nothing = await parity.ask(
      explainQuestion({ ...EC2, range: { from: "2025-01-01", to: "2025-02-01" } }),
    );
    expect(nothing).toMatchObject({ total: null, parts: [], deliveries: [], askedInAws: [] });
  });
});

/** All but what only this computer knows of a delivery; the catalogue writes headers small. */
function comparable({ askedInAws: _asked, ...told }: Explanation): unknown {
  const deliveries = told.deliveries.map(({ billingPeriod, format, rows, lineItems, amount }) => ({
    billingPeriod,
    format,
    rows,
    lineItems,
    amount,
  }));
  const small = (header: string | null) => header?.toLowerCase() ?? null;
  const parts = told.parts.map((part) => ({
    ...part,
    formula: {
      ...part.formula,
      where: part.formula.where.map((column) => ({ ...column, header: small(column.header) })),
    },
  }));
  return { ...told, parts, deliveries };
}
