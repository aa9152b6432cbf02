import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobSnapshot, Progress } from "#core/job/job.ts";
import { AppError, failure } from "#core/result/failure.ts";
import { createJobs, type JobOrder, type Jobs } from "./jobs.ts";

const PROGRESS: Progress = {
  phase: "reading",
  fraction: 0,
  doneBytes: 0,
  totalBytes: 100,
  rows: 0,
  remainingMs: null,
  subject: null,
};

let jobs: Jobs;
let bugs: unknown[];

beforeEach(() => {
  let ids = 0;
  bugs = [];
  jobs = createJobs({
    now: () => Date.now(),
    newId: () => `j${(ids += 1)}`,
    internal(error) {
      bugs.push(error);
      return failure("internal", { correlationId: "c1" });
    },
  });
});

afterEach(() => vi.useRealTimers());

function order(run: JobOrder["run"], writes = true): JobOrder {
  return { job: "import", title: "Import", writes, run };
}

function nothing(): void {}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = nothing;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new AppError(failure("cancelled", {}))), { once: true });
  });
}

test("a job that writes waits for the one before it, one that only reads does not", async () => {
  const first = gate();
  const a = jobs.start(order(() => first.opened));
  const b = jobs.start(order(async () => "b"));
  const c = jobs.start(order(async () => "c", false));
  await jobs.ended(c);
  expect(jobs.list().map(({ id, state }) => [id, state.kind])).toEqual([
    [a, "running"],
    [b, "queued"],
    [c, "succeeded"],
  ]);
  first.open();
  expect((await jobs.ended(b)).state).toEqual({ kind: "succeeded", result: "b" });
  expect((await jobs.ended(a)).state.kind).toBe("succeeded");
});

test("a failed or cancelled job does not hold up the next", async () => {
  const a = jobs.start(order(() => Promise.reject(new AppError(failure("disk.full", { path: "/x" })))));
  const b = jobs.start(order(({ signal }) => untilAborted(signal)));
  const c = jobs.start(order(async () => "c"));
  expect((await jobs.ended(a)).state).toMatchObject({ kind: "failed", failure: { code: "disk.full" } });
  jobs.cancel(b);
  expect((await jobs.ended(b)).state).toEqual({ kind: "cancelled" });
  expect((await jobs.ended(c)).state.kind).toBe("succeeded");
});

test("cancelling twice, or after the end, changes nothing", async () => {
  const a = jobs.start(order(({ signal }) => untilAborted(signal)));
  await Promise.resolve();
  jobs.cancel(a);
  jobs.cancel(a);
  expect((await jobs.ended(a)).state.kind).toBe("cancelled");
  const b = jobs.start(order(async () => 1));
  await jobs.ended(b);
  jobs.cancel(b);
  expect(jobs.list().at(-1)?.state).toEqual({ kind: "succeeded", result: 1 });
});

test("a job cancelled while it waits is cancelled at once and never runs", async () => {
  const first = gate();
  jobs.start(order(() => first.opened));
  let ran = false;
  const b = jobs.start(order(async () => (ran = true)));
  jobs.cancel(b);
  expect((await jobs.ended(b)).state.kind).toBe("cancelled");
  first.open();
  const c = jobs.start(order(async () => "c"));
  await jobs.ended(c);
  expect(ran).toBe(false);
});

test("an unknown job is an expected failure", () => {
  expect(() => jobs.cancel("nope")).toThrow(/job\.unknown/);
});

test("a bug becomes an internal failure and is handed to the log", async () => {
  const bug = new TypeError("x is undefined");
  const a = jobs.start(order(() => Promise.reject(bug)));
  expect((await jobs.ended(a)).state).toMatchObject({ kind: "failed", failure: { code: "internal" } });
  expect(bugs).toEqual([bug]);
});

test("a watcher gets the present states first, then at most five states a second, the last one always", async () => {
  const done = jobs.start(order(async () => "done"));
  await jobs.ended(done);
  const stop = new AbortController();
  const seen: JobSnapshot[] = [];
  const watching = (async () => {
    for await (const snapshot of jobs.watch(stop.signal)) seen.push(snapshot);
  })();
  const started = Date.now();
  const a = jobs.start(
    order(async ({ report }) => {
      for (let step = 1; step <= 100; step += 1) {
        report({ ...PROGRESS, fraction: step / 100, rows: step });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return "a";
    }),
  );
  await jobs.ended(a);
  const elapsedMs = Date.now() - started;
  stop.abort();
  await watching;
  expect(seen[0]).toMatchObject({ id: done, state: { kind: "succeeded" } });
  const states = seen.filter(({ id }) => id === a).map(({ state }) => state.kind);
  expect(states.at(-1)).toBe("succeeded");
  const running = states.filter((kind) => kind === "running").length;
  expect(running).toBeGreaterThanOrEqual(2);
  expect(running).toBeLessThanOrEqual(Math.ceil(elapsedMs / 200) + 1);
});

test("nothing a job reports after its end is shown", async () => {
  let late = nothing;
  const a = jobs.start(
    order(async ({ report }) => {
      late = () => report(PROGRESS);
    }),
  );
  await jobs.ended(a);
  late();
  expect(jobs.list()[0]?.state.kind).toBe("succeeded");
});

test("remaining time is estimated when the work does not tell it", async () => {
  vi.useFakeTimers();
  const a = jobs.start(
    order(async ({ report }) => {
      for (let step = 1; step <= 5; step += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        report({ ...PROGRESS, fraction: step / 10 });
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }),
  );
  await vi.advanceTimersByTimeAsync(5_000);
  const [snapshot] = jobs.list();
  if (snapshot?.state.kind !== "running") throw new Error("not running");
  expect(snapshot.state.progress.remainingMs).toBe(5_000);
  await vi.advanceTimersByTimeAsync(2_000);
  await jobs.ended(a);
});

test("only the latest ended jobs are kept", async () => {
  for (let count = 0; count < 60; count += 1) await jobs.ended(jobs.start(order(async () => count)));
  expect(jobs.list()).toHaveLength(50);
  expect(jobs.list().at(-1)?.state).toEqual({ kind: "succeeded", result: 59 });
});

test("cancelAll leaves nothing running", async () => {
  jobs.start(order(({ signal }) => untilAborted(signal)));
  jobs.start(order(({ signal }) => untilAborted(signal)));
  await Promise.resolve();
  await jobs.cancelAll();
  expect(jobs.list().map(({ state }) => state.kind)).toEqual(["cancelled", "cancelled"]);
});
