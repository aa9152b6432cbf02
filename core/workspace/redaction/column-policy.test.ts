import { expect, test } from "vitest";
import { columnPolicy } from "./column-policy.ts";

const text = (id: string, name = id) => ({ id, name, type: "text" as const });

test.each([
  ["line_item_usage_account_id", "account"],
  ["bill_payer_account_name", "name"],
  ["line_item_resource_id", "resource"],
  ["savings_plan_savings_plan_a_r_n", "resource"],
  ["bill_invoice_id", "invoice"],
  ["line_item_line_item_description", "description"],
])("%s is replaced as %s", (id, as) => {
  expect(columnPolicy(text(id), "cur2")).toEqual({ kind: "replace", as });
});

test("amounts and days are kept", () => {
  for (const type of ["decimal", "timestamp"] as const)
    expect(columnPolicy({ id: "anything", name: "anything", type }, "legacy")).toEqual({ kind: "keep" });
});

test("AWS's own words are scrubbed, of every format by its own list", () => {
  expect(columnPolicy(text("line_item_usage_type"), "legacy")).toEqual({ kind: "scrub" });
  expect(columnPolicy(text("x_usage_type"), "focus")).toEqual({ kind: "scrub" });
  expect(columnPolicy(text("line_item_usage_type"), "focus")).toEqual({ kind: "replace", as: "text" });
});

test("tags are replaced by value, maps of them by key and value, other maps are scrubbed", () => {
  expect(columnPolicy(text("resource_tags_user_team", "resourceTags/user:team"), "legacy")).toEqual({
    kind: "replace",
    as: "tagValue",
  });
  expect(columnPolicy({ id: "resource_tags", name: "resource_tags", type: "map" }, "cur2")).toEqual({
    kind: "tags",
  });
  expect(columnPolicy({ id: "product", name: "product", type: "map" }, "cur2")).toEqual({ kind: "scrub" });
});

test("what could hold anything and no screen needs is dropped", () => {
  expect(columnPolicy(text("identity_line_item_id"), "legacy")).toEqual({ kind: "drop" });
});

test("a column nobody has thought of is replaced as a whole", () => {
  expect(columnPolicy(text("new_column_of_next_year"), "cur2")).toEqual({ kind: "replace", as: "text" });
});
