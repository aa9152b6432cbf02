import { describe, expect, it } from "vitest";
import { answerOf } from "#core/report/answer-fixture.ts";
import { costTable } from "#core/report/cost-table.ts";
import { tableText } from "./table-text.ts";

describe("tableText", () => {
  const table = costTable(
    answerOf({ AmazonEC2: "10.0", "=HYPERLINK(1)": "-2.0" }, { groups: 3, total: "1.0" }),
    null,
  );
  const lines = tableText(table, { groupBy: ["service"], buckets: ["total"] }).split("\n");

  it("has a head, the rows, what is left over and the total", () => {
    expect(lines[0]).toBe("Service\tTotal\tBefore\ttotal");
    expect(lines[1]).toBe("AmazonEC2\t10.0\t\t10.0");
    expect(lines.at(-2)).toContain("Other (3 groups)\t1.0");
    expect(lines.at(-1)).toBe("Total\t9.0000000000\t\t9.0000000000");
  });

  it("disarms names that look like formulas and leaves negative amounts numbers", () => {
    expect(lines[2]).toBe("'=HYPERLINK(1)\t-2.0\t\t-2.0");
  });
});
