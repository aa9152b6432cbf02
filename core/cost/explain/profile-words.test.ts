import { expect, test } from "vitest";
import type { TagProfile } from "../profile/tag-profile.ts";
import { wholeCell } from "./cost-cell.ts";
import type { ExplainNames } from "./filter-words.ts";
import { profileWords } from "./profile-words.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (ref) => ref,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: (amount, currency) => `${amount} ${currency}`,
};
const only = (dimension: "service" | "region", value: string) =>
  ({ dimension, mode: "include", values: [value] }) as const;
const TEAM: TagProfile = {
  id: "t",
  name: "Team",
  source: "tag:team",
  rules: [
    { id: "1", value: "Shop", filters: [only("service", "AmazonS3"), only("region", "eu-west-1")] },
    { id: "2", value: "Data", filters: [only("service", "AmazonS3")] },
    { id: "3", value: "Shop", filters: [] },
  ],
};

function linesOf(values: readonly (string | null)[], profile = TEAM) {
  const filters = [{ dimension: "profile:Team", mode: "include", values } as const];
  const asked = {
    metric: "unblended",
    range: { from: "2026-01-01", to: "2026-02-01" },
    filters,
    currency: null,
  } as const;
  return profileWords({ ...wholeCell(asked), profiles: [profile] }, NAMES).flatMap(({ lines }) => lines);
}

test("a value is told by the rules that give it, in their place, and by the tag behind them", () => {
  expect(linesOf(["Shop"])).toEqual([
    "Shop, rule 1 of 3: service is AmazonS3 and region is eu-west-1.",
    "Shop, rule 3 of 3: everything, unless a rule above takes it.",
    "Shop: no rule takes it, and tag:team is Shop.",
  ]);
});

test("no value and a value that no rule gives are told as such", () => {
  const alone = { ...TEAM, source: null };
  expect(linesOf([null])).toEqual(["none: no rule takes it, and tag:team is none."]);
  expect(linesOf([null, "Gone"], alone)).toEqual([
    "none: no rule takes it.",
    "Gone: no rule gives this value.",
  ]);
});

test("virtual tags that the number does not name are not told, and no more values than can be read", () => {
  expect(linesOf(["Shop"], { ...TEAM, name: "Stage" })).toEqual([]);
  const many = Array.from({ length: 9 }, (_, at) => `v${at}`);
  expect(linesOf(many, { ...TEAM, source: null })).toHaveLength(7);
  expect(linesOf(many).at(-1)).toBe("3 more values.");
});
