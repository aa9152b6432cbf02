import { describe, expect, it } from "vitest";
import type { TileContent } from "./dashboard.ts";
import { starterDashboard, type DataPresent } from "./starter-dashboards.ts";

const ALL: DataPresent = {
  metrics: ["unblended", "amortized", "netAmortized"],
  tagKeys: ["Environment", "team"],
  hasCommitments: true,
  hasBudgets: true,
};
const BARE: DataPresent = { metrics: ["unblended"], tagKeys: [], hasCommitments: false, hasBudgets: false };

function contents(starter: "finance" | "engineering", present: DataPresent): readonly TileContent[] {
  let count = 0;
  return starterDashboard(starter, present, () => `t-${(count += 1)}`).tiles.map(({ content }) => content);
}

describe("starter dashboards", () => {
  it("ask only for what the data can show", () => {
    const kinds = contents("finance", BARE).map(({ kind }) => kind);
    expect(kinds).not.toContain("commitments");
    expect(kinds).not.toContain("budgets");
    const metrics = [...contents("finance", BARE), ...contents("engineering", BARE)].flatMap((content) =>
      "question" in content ? [content.question.metric] : [],
    );
    expect(new Set(metrics)).toEqual(new Set(["unblended"]));
  });

  it("show commitments and budgets where there are some, and costs net of discounts", () => {
    const kinds = contents("finance", ALL).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["commitments", "budgets"]));
    const chart = contents("engineering", ALL).find(({ kind }) => kind === "chart");
    expect(chart).toMatchObject({ question: { metric: "netAmortized" } });
  });

  it("divide by the tag that names owners, by accounts without tags", () => {
    const groups = (present: DataPresent): readonly string[] =>
      contents("engineering", present).flatMap((content) =>
        content.kind === "top" ? [content.groupBy] : [],
      );
    expect(groups(ALL)).toContain("tag:team");
    expect(groups(BARE)).toContain("linkedAccount");
  });

  it("give every tile an id of its own", () => {
    let count = 0;
    const { id, tiles } = starterDashboard("finance", ALL, () => `t-${(count += 1)}`);
    expect(new Set([id, ...tiles.map((tile) => tile.id)]).size).toBe(tiles.length + 1);
  });
});
