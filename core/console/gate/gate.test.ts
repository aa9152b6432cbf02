import { expect, test } from "vitest";
import { judge } from "./gate.ts";

const VIEWS = new Set(["daily"]);

function queryOf(parts: Readonly<Record<string, unknown>>): unknown {
  return {
    statements: [{ node: { type: "SELECT_NODE", cte_map: { map: [] }, ...parts }, named_param_map: [] }],
  };
}

function table(name: string, parts: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    type: "BASE_TABLE",
    table_name: name,
    schema_name: "",
    catalog_name: "",
    at_clause: null,
    query_location: 9,
    ...parts,
  };
}

test("a query over a view passes, in any case of its letters", () => {
  expect(judge(queryOf({ from_table: table("daily") }), VIEWS)).toBeNull();
  expect(judge(queryOf({ from_table: table("DAILY", { schema_name: "main" }) }), VIEWS)).toBeNull();
});

test.each([
  ["no tree", null, /no query/],
  ["nothing in it", { statements: [] }, /no query/],
  ["two statements", { statements: [{}, {}] }, /several statements/],
  [
    "an unknown kind of query",
    { statements: [{ node: { type: "INSERT_NODE" } }] },
    /insert node is not supported/,
  ],
  [
    "an unknown kind of table",
    queryOf({ from_table: { type: "COLUMN_DATA" } }),
    /column data is not supported/,
  ],
  [
    "an unknown kind of expression",
    queryOf({ select_list: [{ class: "BOUND_REF" }] }),
    /bound ref is not supported/,
  ],
  [
    "an unknown modifier",
    queryOf({ modifiers: [{ type: "NEW_MODIFIER" }] }),
    /new modifier is not supported/,
  ],
  [
    "a table of another database",
    queryOf({ from_table: table("daily", { catalog_name: "other" }) }),
    /no view "other.daily"/,
  ],
  [
    "a table of another schema",
    queryOf({ from_table: table("daily", { schema_name: "other" }) }),
    /no view "other.daily"/,
  ],
  ["an earlier version", queryOf({ from_table: table("daily", { at_clause: {} }) }), /no past versions/],
  ["a parameter", queryOf({ select_list: [{ class: "PARAMETER" }] }), /parameter/],
])("%s is refused", (_, tree, problem) => {
  expect(judge(tree, VIEWS)?.problem).toMatch(problem);
});

test("what is refused is told with its place, where DuckDB knows it", () => {
  expect(judge(queryOf({ from_table: table("nowhere") }), VIEWS)).toEqual({
    problem: 'There is no view "nowhere"',
    byte: 9,
  });
  const unplaced = queryOf({ from_table: table("nowhere", { query_location: 2 ** 64 }) });
  expect(judge(unplaced, VIEWS)?.byte).toBeNull();
});

test("a common table is known inside its query and not beside it", () => {
  const common = { map: [{ key: "mine", value: { query: queryStatement(table("daily")) } }] };
  expect(judge(queryOf({ cte_map: common, from_table: table("mine") }), VIEWS)).toBeNull();
  const beside = queryOf({
    left: { type: "SELECT_NODE", cte_map: common, from_table: table("mine") },
    right: { type: "SELECT_NODE", cte_map: { map: [] }, from_table: table("mine") },
  });
  expect(judge(beside, VIEWS)?.problem).toMatch(/no view "mine"/);
});

test("nesting has an end", () => {
  let tree: unknown = { class: "CONSTANT" };
  for (let level = 0; level < 2_000; level += 1) tree = { class: "OPERATOR", children: [tree] };
  expect(judge(queryOf({ select_list: [tree] }), VIEWS)?.problem).toMatch(/nested too deeply/);
});

function queryStatement(from: unknown): unknown {
  return { node: { type: "SELECT_NODE", cte_map: { map: [] }, from_table: from } };
}
