import { expect, test } from "vitest";
import type { Filter } from "../cost/filter/filter.ts";
import { filtersOfNode } from "./drill.ts";

const REGION: Filter = { dimension: "region", mode: "include", values: ["eu-west-1"] };
const NOT_THIS: Filter = { dimension: "linkedAccount", mode: "exclude", values: ["3"] };

test("a payer is its own filter, a unit its accounts on the payer's bill", () => {
  const payer: Filter = { dimension: "payerAccount", mode: "include", values: ["1"] };
  expect(filtersOfNode({ kind: "payer", payerAccountId: "1", accounts: ["1", "2"] }, [REGION])).toEqual([
    REGION,
    payer,
  ]);
  const held: readonly Filter[] = [
    { dimension: "linkedAccount", mode: "include", values: ["2", "4"] },
    NOT_THIS,
  ];
  expect(filtersOfNode({ kind: "unit", payerAccountId: "1", accounts: ["2", null] }, held)).toEqual([
    NOT_THIS,
    payer,
    { dimension: "linkedAccount", mode: "include", values: ["2", null] },
  ]);
});

test("more accounts than a filter holds cannot be told by one", () => {
  const accounts = Array.from({ length: 1_001 }, (_, at) => String(at));
  expect(filtersOfNode({ kind: "unit", payerAccountId: "1", accounts }, [])).toBeNull();
});
