import { describe, expect, test } from "vitest";
import { alikeValues } from "./look-alike.ts";
import { mergedProfile, mergedValues } from "./merge-values.ts";

function alike(...values: readonly string[]): readonly (readonly string[])[] {
  const valued = values.map((value, at) => ({
    value,
    total: `${values.length - at}.0`,
    lineItems: 1,
    months: [],
  }));
  return alikeValues(valued).map((group) => group.values.map(({ value }) => value));
}

describe("values that look alike", () => {
  test.each([
    [["prod", "Prod", "PROD", " prod "]],
    [["cost-center", "cost_center", "Cost Center", "costcenter"]],
    [["checkout", "chekout"]],
    [["payments", "paymetns"]],
    [["data-platform", "data-plattform"]],
  ])("%j are one", (values) => {
    expect(alike(...values)).toEqual([values]);
  });

  test.each([
    [["prod", "prot"]],
    [["team-a", "team-b"]],
    [["service1", "service2"]],
    [["web-eu", "web-us"]],
    [["billing", "sailing"]],
    [["checkout", "search"]],
    [["cluster-2024", "cluster-2025"]],
  ])("%j are not", (values) => {
    expect(alike(...values)).toEqual([]);
  });

  test("the spelling with the most money is kept, and the costliest group comes first", () => {
    const groups = alikeValues([
      { value: "Dev", total: "1.0", lineItems: 3, months: [] },
      { value: "dev", total: "2.0", lineItems: 1, months: [] },
      { value: "PROD", total: "5.0", lineItems: 1, months: [] },
      { value: "prod", total: "90.0", lineItems: 1, months: [] },
    ]);
    expect(groups.map(({ keep, reason }) => [keep, reason])).toEqual([
      ["prod", "spelling"],
      ["dev", "spelling"],
    ]);
  });
});

describe("merging", () => {
  let count = 0;
  const newId = (): string => `id-${(count += 1)}`;

  test("the first merge makes a virtual tag of the tag's name, the next one joins it", () => {
    const first = mergedProfile([], { ref: "tag:env", keep: "prod", values: ["prod", "Prod"], newId });
    expect(first).toMatchObject({
      name: "env",
      source: "tag:env",
      rules: [
        { value: "prod", filters: [{ dimension: "tag:env", mode: "include", values: ["prod", "Prod"] }] },
      ],
    });
    const second = mergedProfile([first], { ref: "tag:env", keep: "dev", values: ["dev", "Dev"], newId });
    expect(second.id).toBe(first.id);
    expect(second.rules.map(({ value }) => value)).toEqual(["prod", "dev"]);
    expect([...mergedValues(second)]).toEqual(["prod", "Prod", "dev", "Dev"]);
  });

  test("a spelling that turns up later joins those merged before", () => {
    const first = mergedProfile([], { ref: "tag:env", keep: "prod", values: ["prod", "Prod"], newId });
    const [rule, ...others] = mergedProfile([first], {
      ref: "tag:env",
      keep: "prod",
      values: ["prod", "PROD"],
      newId,
    }).rules;
    expect(rule?.filters[0]?.values).toEqual(["prod", "Prod", "PROD"]);
    expect(others).toEqual([]);
  });

  test("a name that is taken gets a number", () => {
    const other = { id: "x", name: "Env", source: null, rules: [] };
    expect(mergedProfile([other], { ref: "tag:env", keep: "a", values: ["a", "A"], newId }).name).toBe(
      "env 2",
    );
  });
});
