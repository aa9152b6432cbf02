import { setTimeout as wait } from "node:timers/promises";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ConsoleSnapshot } from "#core/console/documented-view.ts";
import type { SqlAnswer, SqlQuestion } from "#core/console/sql-answer.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import { failureOf } from "../../transport/failure-of.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import type { ConsoleClient, ConsoleProcess, StartConsole } from "./console-process.ts";

export type ConsoleLimits = {
  /** Time one statement has. */
  readonly deadlineMs: number;
  /** Time it has to stop by itself when it is cancelled or late; then its process is ended. */
  readonly graceMs: number;
  /** What DuckDB may use by its own count. */
  readonly memoryLimitMb: number;
  /** What the process may use by the system's count, since single functions ignore the former. */
  readonly processLimitMb: number;
};

export const DEFAULT_LIMITS: ConsoleLimits = {
  deadlineMs: 30_000,
  graceMs: 2_000,
  memoryLimitMb: 1_024,
  processLimitMb: 2_048,
};

/** Runs statements one at a time in a process of its own and ends that process when a statement goes too far. */
export type SqlConsole = {
  run(question: SqlQuestion, signal?: AbortSignal): Promise<SqlAnswer>;
  /** Ends the process; the next statement starts a new one. */
  close(): void;
};

type Options = {
  readonly start: StartConsole;
  /** The data as of now. */
  readonly snapshot: () => Promise<ConsoleSnapshot>;
  readonly limits?: ConsoleLimits;
};

type Running = { readonly key: string; readonly process: ConsoleProcess; readonly client: ConsoleClient };

const WATCH_MS = 50;
/** Deliveries may be replaced under a statement more than once. */
const MOST_ATTEMPTS = 3;
const MB = 1024 * 1024;

export function createSqlConsole({ start, snapshot, limits = DEFAULT_LIMITS }: Options): SqlConsole {
  const inTurn = oneAtATime();
  let running: Running | null = null;

  /** What has been told to end is not asked again, though it may take a moment. */
  const end = (ending: Running): void => {
    ending.process.kill();
    if (running === ending) running = null;
  };
  const close = (): void => {
    if (running !== null) end(running);
  };

  const open = async (): Promise<Running> => {
    const wanted = await snapshot();
    if (running?.key === wanted.key) return running;
    close();
    const process = start();
    const client: ConsoleClient = createORPCClient(new RPCLink({ port: process.port }));
    process.port.start();
    const opened: Running = { key: wanted.key, process, client };
    running = opened;
    void process.ended.then(() => {
      if (running === opened) running = null;
    });
    await endsOr(opened, client.open({ snapshot: wanted, memoryLimitMb: limits.memoryLimitMb }));
    return opened;
  };

  const run = async (question: SqlQuestion, signal: AbortSignal | undefined): Promise<SqlAnswer> => {
    if (signal?.aborted === true) fail("cancelled", {});
    const opened = await open();
    const watch = watchOver(opened, limits, signal, () => end(opened));
    try {
      return await endsOr(opened, opened.client.run(question, { signal: watch.signal }));
    } catch (error) {
      const reason = watch.reason();
      if (reason === null) {
        if (failureOf(error)?.code === "sql.console_ended") end(opened);
        throw error;
      }
      // An abort is answered at once on this side; the statement itself has a moment to stop.
      if (!(await isIdle(opened, limits.graceMs))) end(opened);
      throw new AppError(reason);
    } finally {
      watch.stop();
    }
  };

  return {
    run: (question, signal) =>
      inTurn(async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await run(question, signal);
          } catch (error) {
            if (failureOf(error)?.code !== "sql.data_changed" || attempt === MOST_ATTEMPTS) throw error;
            close();
          }
        }
      }),
    close,
  };
}

/** The answer, or the failure that the process has ended before it; a port that closes rejects what waits on it. */
async function endsOr<T>({ process }: Running, answer: Promise<T>): Promise<T> {
  const given = answer.catch((error: unknown) => {
    if (error instanceof Error && error.name === "AbortError")
      fail("sql.console_ended", {}, "user", error.message);
    throw error;
  });
  given.catch(() => undefined);
  return Promise.race([given, process.ended.then(() => fail("sql.console_ended", {}))]);
}

/** Aborts the statement when it is cancelled, late or too large, and remembers which it was. */
function watchOver(opened: Running, limits: ConsoleLimits, signal: AbortSignal | undefined, end: () => void) {
  const abort = new AbortController();
  const endedAlready = new AbortController();
  let reason: Failure | null = null;
  const stop = (why: Failure): void => {
    if (reason !== null) return;
    reason = why;
    abort.abort();
  };
  const cancelled = (): void => stop(failure("cancelled", {}));
  signal?.addEventListener("abort", cancelled, { once: true });
  const deadline = setTimeout(
    () => stop(failure("sql.too_slow", { seconds: Math.round(limits.deadlineMs / 1_000) })),
    limits.deadlineMs,
  );
  void watchMemory(opened, limits, endedAlready.signal, () => {
    stop(failure("sql.too_much_memory", { limitMb: limits.processLimitMb }));
    end();
  });
  return {
    signal: abort.signal,
    reason: () => reason,
    stop() {
      clearTimeout(deadline);
      endedAlready.abort();
      signal?.removeEventListener("abort", cancelled);
    },
  };
}

/** A process over its limit is ended without asking it to stop, as it may not hear it. */
async function watchMemory(
  { client, process }: Running,
  { processLimitMb, graceMs }: ConsoleLimits,
  ended: AbortSignal,
  onTooMuch: () => void,
): Promise<void> {
  while (!ended.aborted) {
    const state = await Promise.race([
      client.state().catch(() => null),
      process.ended.then(() => null),
      wait(graceMs * 2, "silent" as const),
    ]);
    if (ended.aborted || state === null) return;
    if (state === "silent" || state.rssBytes > processLimitMb * MB) return onTooMuch();
    await wait(WATCH_MS);
  }
}

async function isIdle({ client, process }: Running, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const state = await Promise.race([
      client.state().catch(() => null),
      process.ended.then(() => null),
      wait(withinMs, null),
    ]);
    if (state === null) return false;
    if (!state.running) return true;
    await wait(WATCH_MS);
  }
  return false;
}
