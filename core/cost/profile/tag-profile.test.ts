import { expect, test } from "vitest";
import type { Filter } from "../filter/filter.ts";
import { dimensionsBehind, type TagProfile, unknownTags, withoutBroken } from "./tag-profile.ts";

const is = (dimension: Filter["dimension"], value: string): Filter => ({
  dimension,
  mode: "include",
  values: [value],
});
const ENV: TagProfile = { id: "e", name: "env", source: "tag:env", rules: [] };
const MODEL: TagProfile = {
  id: "m",
  name: "unit",
  source: "profile:gone",
  rules: [
    { id: "1", value: "a", filters: [is("profile:gone", "x"), is("service", "AmazonS3")] },
    { id: "2", value: "b", filters: [is("profile:env", "prod")] },
  ],
};

test("names the virtual tags that are not there, each once", () => {
  expect(
    unknownTags([is("profile:gone", "a"), is("profile:gone", "b"), is("profile:env", "c")], [ENV]),
  ).toEqual(["gone"]);
  expect(unknownTags([is("tag:team", "a")], [])).toEqual([]);
});

test("a broken rule and a broken source fall away, the others stay", () => {
  const left = withoutBroken(MODEL, [ENV]);
  expect("rules" in left && left.rules.map(({ id }) => id)).toEqual(["2"]);
  expect("source" in left && left.source).toBeNull();
  expect(dimensionsBehind(["profile:unit"], [ENV, MODEL])).toEqual(["tag:env"]);
});

test("in a set of marks a broken rule keeps its place and matches nothing", () => {
  const left = withoutBroken({ name: "marks", matchesOf: MODEL.rules }, [ENV]);
  const [broken, whole] = "matchesOf" in left ? left.matchesOf : [];
  expect(broken?.filters.flatMap(({ mode, values }) => (mode === "include" ? values : ["all"]))).toEqual([]);
  expect(whole).toBe(MODEL.rules[1]);
});
