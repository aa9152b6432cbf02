import { expect, it } from "vitest";
import { decodeView } from "../stores/exploration-link.ts";
import { favouriteOfValue, viewOfValue } from "./favourite-of-value.ts";

it("a value's view holds it alone, grouped by what is inside", () => {
  const view = decodeView(
    Object.fromEntries(
      Object.entries(viewOfValue("linkedAccount", "111122223333")).map(([name, value]) => [
        name,
        String(value),
      ]),
    ),
  );
  expect(view.filters).toEqual([{ dimension: "linkedAccount", mode: "include", values: ["111122223333"] }]);
  expect(view.groupBy).not.toContain("linkedAccount");
});

it("a favourite is the same thing wherever it was starred, and knows its kind", () => {
  const of = (dimension: "linkedAccount" | "profile:Business unit" | "tag:team", value: string | null) =>
    favouriteOfValue({ dimension, value, name: "X" }, () => "/explorer");
  expect(of("linkedAccount", "1")).toEqual({
    id: 'linkedAccount:"1"',
    kind: "account",
    name: "X",
    link: "/explorer",
  });
  expect(of("profile:Business unit", "Shop").kind).toBe("unit");
  expect(of("tag:team", null)).toMatchObject({ id: "tag:team:null", kind: "value" });
});
