import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { judge } from "#core/console/gate/gate.ts";
import { plainProblem, type SqlProblem } from "#core/console/gate/problem.ts";
import { firstWord, splitHead } from "#core/console/gate/statement-head.ts";
import { indexOfByte } from "#core/console/gate/byte-position.ts";
import { fail } from "#core/result/failure.ts";

/** Control characters that end a text for some readers and not for others. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Parses with a DuckDB that holds nothing and can reach nothing. */
export type Parser = {
  /** The statement as it may run, EXPLAIN in front of it again; fails with `sql.refused` or `sql.invalid`. */
  admit(text: string, views: ReadonlySet<string>): Promise<Admitted>;
};

export type Admitted = { readonly sql: string; readonly prefix: string };

export async function openParser(): Promise<Parser> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const setting of ["enable_external_access = false", "lock_configuration = true"])
    await connection.run(`SET ${setting}`);
  return { admit: (text, views) => admit(connection, text, views) };
}

async function admit(
  connection: DuckDBConnection,
  text: string,
  views: ReadonlySet<string>,
): Promise<Admitted> {
  const control = CONTROL.exec(text);
  if (control !== null) fail("sql.refused", { problem: "It holds a control character", at: control.index });
  const { prefix, query } = splitHead(text);
  const tree = await parse(connection, query);
  if (isError(tree)) return refuse(query, tree);
  const refusal = judge(tree, views);
  if (refusal !== null)
    fail("sql.refused", {
      problem: refusal.problem,
      at: refusal.byte === null ? null : indexOfByte(query, refusal.byte),
    });
  return { sql: prefix + query, prefix };
}

async function parse(connection: DuckDBConnection, query: string): Promise<unknown> {
  const reader = await connection.runAndReadAll("SELECT json_serialize_sql($1::VARCHAR)", [query]);
  return JSON.parse(String(reader.getRows()[0]?.[0]));
}

type ParseError = {
  readonly error: true;
  readonly error_type: string;
  readonly error_message: string;
  readonly position?: string;
};

function isError(tree: unknown): tree is ParseError {
  return typeof tree === "object" && tree !== null && "error" in tree && tree.error === true;
}

/** What is no query cannot be written as a tree at all. */
function refuse(query: string, error: ParseError): never {
  if (error.error_type !== "parser") fail("sql.refused", notAQuery(query));
  const { error_message: message, position } = error;
  return fail("sql.invalid", plainProblem(query, { exception_message: message, position }));
}

function notAQuery(query: string): SqlProblem {
  const word = firstWord(query);
  if (word === "PIVOT")
    return { problem: "PIVOT needs its values written out: PIVOT ... ON column IN (...)", at: null };
  return { problem: `${word === "" ? "This" : word} is not a query`, at: null };
}
