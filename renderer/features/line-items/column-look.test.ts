import { describe, expect, it } from "vitest";
import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import { createFormat } from "../../format/format.ts";
import { cellText, columnTitle, columnTitles } from "./column-look.ts";

const column = (name: string, type: LineItemColumn["type"] = "text"): LineItemColumn => ({
  id: name,
  name,
  type,
  common: true,
});

describe("columnTitle", () => {
  it.each([
    ["lineItem/UnblendedCost", "Unblended cost"],
    ["line_item_unblended_cost", "Unblended cost"],
    ["savingsPlan/SavingsPlanARN", "Savings plan ARN"],
    ["BilledCost", "Billed cost"],
    ["resourceTags/user:Cost Center", "user:Cost Center"],
    ["x", "X"],
  ])("%s reads %s", (name, title) => {
    expect(columnTitle({ name })).toBe(title);
  });

  it("keeps full names where two would read alike", () => {
    const titles = columnTitles([
      column("product/region"),
      column("pricing/region"),
      column("lineItem/Operation"),
    ]);
    expect([...titles.values()]).toEqual(["product/region", "pricing/region", "Operation"]);
  });
});

describe("cellText", () => {
  const format = createFormat("en-US");

  it("keeps every digit of an amount", () => {
    expect(cellText(format, column("cost", "decimal"), "1234.5012345678")).toBe("1,234.5012345678");
    expect(cellText(format, column("cost", "decimal"), "0.0000000000")).toBe("0.00");
  });

  it("shows instants in UTC as the bill has them, and odd text as it is", () => {
    expect(cellText(format, column("start", "timestamp"), "2026-10-01T05:00:00Z")).toBe("2026-10-01 05:00");
    expect(cellText(format, column("cost", "decimal"), "n/a")).toBe("n/a");
    expect(cellText(format, column("tag"), null)).toBe("");
  });
});
