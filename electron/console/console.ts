import { type DuckDBConnection, type DuckDBInstance, StatementType } from "@duckdb/node-api";
import { implement } from "@orpc/server";
import type { ConsoleSnapshot } from "#core/console/documented-view.ts";
import { plainProblem, readProblem } from "#core/console/gate/problem.ts";
import type { SqlAnswer, SqlQuestion } from "#core/console/sql-answer.ts";
import { consoleContract } from "#core/contract/sql-procedures.ts";
import { AppError, fail, failure } from "#core/result/failure.ts";
import { memoryLimitIn } from "#core/sql/memory-limit.ts";
import { openLocked } from "./locked-database.ts";
import { openParser, type Admitted, type Parser } from "./parser.ts";
import { readResult } from "./read-result.ts";

type Opened = {
  readonly instance: DuckDBInstance;
  readonly parser: Parser;
  readonly views: ReadonlySet<string>;
};

const REPEAT_MS = 25;
/** A file of a view is gone: DuckDB 1.5.6 then also looks for a folder of its name, which the lock forbids. */
const VANISHED =
  /No files found|Cannot open file|does not exist: .*parquet|No such file|[.]parquet\/\*\*\/\*[.]parquet/i;
/** Statements that a query may have become; anything else has slipped through the gate. */
const QUERIES: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

/** The console's process: one snapshot, one statement at a time. Knows nothing of how it is reached. */
export function createConsole(nowMs: () => number) {
  const contract = implement(consoleContract);
  let opened: Opened | null = null;
  let running = 0;

  return contract.router({
    open: contract.open.handler(async ({ input }) => {
      opened = await open(input.snapshot, input.memoryLimitMb);
    }),
    run: contract.run.handler(async ({ input, signal }) => {
      const here = opened ?? fail("sql.console_ended", {});
      running += 1;
      try {
        return await runIn(here, input, signal, nowMs);
      } finally {
        running -= 1;
      }
    }),
    state: contract.state.handler(() => ({ running: running > 0, rssBytes: process.memoryUsage.rss() })),
  });
}

async function open(snapshot: ConsoleSnapshot, memoryLimitMb: number): Promise<Opened> {
  const [instance, parser] = await Promise.all([openLocked(snapshot, memoryLimitMb), openParser()]);
  return { instance, parser, views: new Set(snapshot.views.map(({ name }) => name.toLowerCase())) };
}

async function runIn(
  { instance, parser, views }: Opened,
  { text, limit }: SqlQuestion,
  signal: AbortSignal | undefined,
  nowMs: () => number,
): Promise<SqlAnswer> {
  const startedMs = nowMs();
  const admitted = await parser.admit(text, views);
  const connection = await instance.connect();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    connection.interrupt();
    timer ??= setInterval(() => connection.interrupt(), REPEAT_MS);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if (signal?.aborted === true) fail("cancelled", {});
    const read = await execute(connection, admitted, limit);
    return { ...read, elapsedMs: Math.round(nowMs() - startedMs) };
  } catch (error) {
    if (signal?.aborted === true) fail("cancelled", {}, "user", String(error));
    throw error instanceof AppError ? error : new AppError(failureOf(error, text, admitted));
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
    // What is left of a result that was cut is not computed any more.
    connection.interrupt();
    connection.closeSync();
  }
}

async function execute(connection: DuckDBConnection, { sql }: Admitted, limit: number) {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) fail("sql.refused", { problem: "It holds several statements", at: null });
  const prepared = await statements.prepare(0);
  if (!QUERIES.has(prepared.statementType)) fail("sql.refused", { problem: "It is not a query", at: null });
  return readResult(await prepared.stream(), limit);
}

function failureOf(error: unknown, text: string, { prefix }: Admitted) {
  const message = error instanceof Error ? error.message : String(error);
  const problem = readProblem(message);
  if (
    /Out of Memory/i.test(problem.exception_type ?? "") ||
    /Out of Memory Error|could not allocate/i.test(message)
  )
    return failure("sql.too_much_memory", { limitMb: memoryLimitIn(message) }, "user", message);
  if (VANISHED.test(message)) return failure("sql.data_changed", {}, "auto", message);
  return failure("sql.invalid", plainProblem(text, problem, prefix.length), "user", message);
}
