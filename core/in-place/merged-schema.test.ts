import { expect, test } from "vitest";
import type { WorkspaceSchema } from "../workspace/workspace.ts";
import type { AccountInPlace } from "./in-place.ts";
import { mergedSchema } from "./merged-schema.ts";

const LOCAL: WorkspaceSchema = {
  metrics: [
    { id: "unblended", available: true, missing: [] },
    { id: "netUnblended", available: false, missing: ["line_item_net_unblended_cost"] },
  ],
  dimensions: [{ ref: "service", kind: "fixed", key: "service" }],
  currencies: ["USD"],
  range: { from: "2026-09-01", to: "2026-10-21" },
};

function account(away: readonly string[]): AccountInPlace {
  return {
    id: "a",
    displayName: "Payer",
    place: "both",
    table: "costs",
    limits: { askAboveBytes: 1, perQueryBytes: 1, perDayBytes: 1, pricePerTb: "5" },
    away,
    alsoHere: [],
    columns: [],
    schema: {
      metrics: [{ id: "netUnblended", available: true, missing: [] }],
      dimensions: [
        { ref: "service", kind: "fixed", key: "service" },
        { ref: "tag:team", kind: "tag", key: "team" },
      ],
    },
    problem: null,
  };
}

test("without months in AWS the workspace stays as it is", () => {
  expect(mergedSchema(LOCAL, [account([])], "2026-10-21")).toBe(LOCAL);
});

test("older months in AWS lengthen the range, and bring along what their columns can answer", () => {
  const merged = mergedSchema(LOCAL, [account(["2026-01", "2026-08"])], "2026-10-21");
  expect(merged.range).toEqual({ from: "2026-01-01", to: "2026-10-21" });
  expect(merged.metrics.map(({ available }) => available)).toEqual([true, true]);
  expect(merged.dimensions.map(({ ref }) => ref)).toEqual(["service", "tag:team"]);
});

test("of a month that goes on in AWS no day after today is promised", () => {
  const empty = { ...LOCAL, range: null };
  expect(mergedSchema(empty, [account(["2026-09", "2026-10"])], "2026-10-21").range).toEqual({
    from: "2026-09-01",
    to: "2026-10-22",
  });
  expect(mergedSchema(empty, [account(["2026-09"])], "2026-10-21").range?.to).toBe("2026-10-01");
});
