import { ALLOWED_FUNCTIONS, ALLOWED_TABLE_FUNCTIONS, isOperatorName } from "./functions.ts";

/** Why a statement may not run; `byte` is where, counted in UTF-8 bytes, where that is known. */
export type Refusal = { readonly problem: string; readonly byte: number | null };

type Tree = { readonly [key: string]: unknown };
type Scope = ReadonlySet<string>;

const QUERIES = words("SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE");
const TABLES = words(
  "BASE_TABLE SUBQUERY JOIN TABLE_FUNCTION EMPTY EMPTY_FROM EXPRESSION_LIST PIVOT SHOW_REF",
);
const EXPRESSIONS =
  words(`BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA
  LAMBDA_REF OPERATOR POSITIONAL_REFERENCE STAR SUBQUERY WINDOW`);
/** Sorting and limits. */
const MODIFIERS = words(`ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER
  ASCENDING DESCENDING ORDER_DEFAULT INVALID`);
/** Marks of a file: separators, wildcards, and the dot of an extension. */
const LIKE_A_FILE = /[/\\:*?.[\]{}~$%]/;
/** What `SHOW TABLES` is parsed to; every other list of the catalogue is refused. */
const LIST_OF_VIEWS = '"tables"';
const MAX_DEPTH = 1_500;

/**
 * Judges a statement by the tree that DuckDB's parser makes of it (`json_serialize_sql`). Only what is known to be harmless
 * passes: one query over the given views and its own common tables, with allowed functions. `null` lets it pass.
 */
export function judge(tree: unknown, views: ReadonlySet<string>): Refusal | null {
  const statements = isTree(tree) ? listOf(tree["statements"]) : [];
  const [statement, second] = statements;
  if (statement === undefined) return refuse("There is no query in it");
  if (second !== undefined) return refuse("It holds several statements, and one is run at a time");
  return inPart(statement, new Set(views), 0);
}

function inPart(part: unknown, scope: Scope, depth: number): Refusal | null {
  if (depth > MAX_DEPTH) return refuse("It is nested too deeply");
  if (Array.isArray(part)) return firstOf(part, (each) => inPart(each, scope, depth + 1));
  if (!isTree(part)) return null;
  if (typeof part["class"] === "string") return inExpression(part, scope, depth);
  const { type } = part;
  if (typeof type !== "string") return isTree(type) ? null : inParts(part, scope, depth);
  if (QUERIES.has(type)) return inQuery(part, scope, depth);
  if (TABLES.has(type)) return inTable(part, scope, depth);
  return MODIFIERS.has(type) ? inParts(part, scope, depth) : refuse(`${plain(type)} is not supported`, part);
}

function inParts(tree: Tree, scope: Scope, depth: number): Refusal | null {
  return firstOf(Object.values(tree), (part) => inPart(part, scope, depth + 1));
}

/** A query sees the views, the common tables around it and its own. */
function inQuery(node: Tree, outer: Scope, depth: number): Refusal | null {
  const { cte_map: common, ...rest } = node;
  const tables = isTree(common) ? listOf(common["map"]).filter(isTree) : [];
  const names = [...tables.map(({ key }) => key), node["cte_name"]].filter(
    (name) => typeof name === "string",
  );
  const odd = names.find((name) => LIKE_A_FILE.test(name));
  if (odd !== undefined) return refuse(`"${odd}" is no name for a common table`, node);
  const scope = new Set([...outer, ...names.map((name) => name.toLowerCase())]);
  return firstOf(tables, ({ value }) => inPart(value, scope, depth + 1)) ?? inParts(rest, scope, depth);
}

function inTable(table: Tree, scope: Scope, depth: number): Refusal | null {
  switch (table["type"]) {
    case "BASE_TABLE":
      return ofView(table, scope);
    case "SHOW_REF":
      return isTree(table["query"]) || table["table_name"] === LIST_OF_VIEWS
        ? inParts(table, scope, depth)
        : refuse("Only SHOW TABLES, DESCRIBE and SUMMARIZE describe something here", table);
    case "TABLE_FUNCTION":
      return ofTableFunction(table["function"], scope, depth) ?? inPart(table["sample"], scope, depth + 1);
    case "PIVOT":
      return listOf(table["pivots"]).some((pivot) => isTree(pivot) && pivot["pivot_enum"] !== "")
        ? refuse("PIVOT needs its values written out: PIVOT ... ON column IN (...)", table)
        : inParts(table, scope, depth);
    default:
      return inParts(table, scope, depth);
  }
}

function ofView(table: Tree, scope: Scope): Refusal | null {
  const name = textOf(table["table_name"]);
  const schema = textOf(table["schema_name"]).toLowerCase();
  const isHere = textOf(table["catalog_name"]) === "" && (schema === "" || schema === "main");
  if (!isHere || LIKE_A_FILE.test(name) || !scope.has(name.toLowerCase()))
    return refuse(`There is no view "${written(table)}"`, table);
  return table["at_clause"] === null ? null : refuse("Views have no past versions", table);
}

function ofTableFunction(call: unknown, scope: Scope, depth: number): Refusal | null {
  if (!isTree(call)) return refuse("It could not be understood");
  const name = textOf(call["function_name"]).toLowerCase();
  if (!ALLOWED_TABLE_FUNCTIONS.has(name) || textOf(call["catalog"]) !== "")
    return refuse(`The function ${shown(name)} may not be used here`, call);
  const { function_name: _name, class: _class, ...rest } = call;
  return inArguments(rest, scope, depth);
}

function inExpression(expression: Tree, scope: Scope, depth: number): Refusal | null {
  const kind = textOf(expression["class"]);
  if (kind === "PARAMETER") return refuse("A parameter (? or $) has no value here", expression);
  if (!EXPRESSIONS.has(kind)) return refuse(`${plain(kind)} is not supported`, expression);
  if (kind === "CONSTANT") return null;
  if (typeof expression["function_name"] === "string" && !isAllowedCall(expression))
    return refuse(
      `The function ${shown(textOf(expression["function_name"]))} may not be used here`,
      expression,
    );
  return inArguments(expression, scope, depth);
}

/** Types are words, not parts of a query. */
function inArguments(tree: Tree, scope: Scope, depth: number): Refusal | null {
  const { cast_type: _type, ...rest } = tree;
  return inParts(rest, scope, depth);
}

function isAllowedCall(call: Tree): boolean {
  const name = textOf(call["function_name"]).toLowerCase();
  const catalog = textOf(call["catalog"]);
  return catalog === "" && (ALLOWED_FUNCTIONS.has(name) || isOperatorName(name));
}

function firstOf<T>(parts: readonly T[], look: (part: T) => Refusal | null): Refusal | null {
  for (const part of parts) {
    const refusal = look(part);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** DuckDB writes 2^64 - 1 where it knows no place. */
function refuse(problem: string, at: Tree | null = null): Refusal {
  const location = at?.["query_location"];
  const isKnown = typeof location === "number" && location < Number.MAX_SAFE_INTEGER;
  return { problem, byte: isKnown ? location : null };
}

function written(table: Tree): string {
  const path = [table["catalog_name"], table["schema_name"], table["table_name"]];
  return shown(path.filter((part) => part !== "").join("."));
}

/** A name of the user's, short enough for a sentence. */
function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}...` : name;
}

function plain(kind: string): string {
  return kind.toLowerCase().replaceAll("_", " ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
