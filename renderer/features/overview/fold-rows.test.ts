import { describe, expect, it } from "vitest";
import { answerOf } from "#core/report/answer-fixture.ts";
import { costTable } from "#core/report/cost-table.ts";
import { foldRows } from "./fold-rows.ts";

const table = costTable(
  answerOf({ a: "5.0", b: "4.0", c: "3.0", d: "2.0" }, { groups: 6, total: "1.0" }),
  answerOf({ a: "5.0", b: "4.0", c: "1.0", d: "1.0", e: "0.5" }),
);

describe("foldRows", () => {
  it("adds up what it hides, its past as well", () => {
    const { rows } = foldRows(table, 2);
    expect(rows.map(({ id }) => id)).toEqual(['["a"]', '["b"]', "other"]);
    expect(rows[2]).toMatchObject({ groups: 8, total: "6.0000000000", before: "2.5000000000" });
  });

  it("does not fold a single row", () => {
    expect(foldRows(table, 4).rows).toHaveLength(5);
  });
});
