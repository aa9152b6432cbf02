import { expect, test } from "vitest";
import { groupCell, restCell, wholeCell } from "#core/cost/explain/cost-cell.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { keyId } from "#core/report/cost-table.ts";
import { answerCosts } from "../backend/fake/answer.ts";
import { pickedCell } from "./picked-cell.ts";

const QUERY: CostQuery = {
  metric: "unblended",
  granularity: "day",
  range: { from: "2026-10-18", to: "2026-10-21" },
  groupBy: ["service"],
  filters: [],
  currency: null,
  top: 5,
};
const answer = answerCosts(QUERY);
const keys = answer.groups.slice(0, 2).map(({ key }) => key);

test("a bar is its group on its day, the grey one what the drawn groups leave, anything else the whole day", () => {
  const pick = (series: string | null, bucket = 1) =>
    pickedCell({ bucket, series }, { answer, query: QUERY, drawn: 2 });
  const [first = []] = keys;
  expect(pick(keyId(first))).toEqual(groupCell(QUERY, first, "2026-10-19"));
  expect(pick("other")).toEqual(restCell(QUERY, keys, "2026-10-19"));
  expect(pick(null)).toEqual(wholeCell(QUERY, "2026-10-19"));
  expect(pick("reference")).toEqual(wholeCell(QUERY, "2026-10-19"));
  expect(pick(null, 9)).toBeNull();
});
