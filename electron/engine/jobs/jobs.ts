import type { JobId, JobKind, JobSnapshot, JobState, Progress } from "#core/job/job.ts";
import { AppError, fail, type Failure } from "#core/result/failure.ts";
import { createEstimate } from "./estimate.ts";
import { Feed } from "./feed.ts";
import { createThrottle, type Throttle } from "./throttle.ts";

export type JobContext = {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
};

export type JobOrder = {
  readonly job: JobKind;
  readonly title: string;
  /** Jobs that write wait for each other; others start at once. */
  readonly writes: boolean;
  readonly run: (context: JobContext) => Promise<unknown>;
};

export type Jobs = {
  start(order: JobOrder): JobId;
  list(): readonly JobSnapshot[];
  /** Asks the job to stop; a job that has ended stays as it is. */
  cancel(id: JobId): void;
  /** The present state of all jobs, then every change. Ends with the signal. */
  watch(signal?: AbortSignal): AsyncGenerator<JobSnapshot, void, void>;
  /** Resolves with the last state once the job has ended. */
  ended(id: JobId): Promise<JobSnapshot>;
  /** Cancels everything and waits until nothing runs any more. */
  cancelAll(): Promise<void>;
};

export type JobsOptions = {
  readonly now: () => number;
  readonly newId: () => string;
  /** Turns a bug into the failure that is shown, logging it. */
  readonly internal: (error: unknown) => Failure;
};

const INTERVAL_MS = 200;
const KEPT_ENDED = 50;

type Job = {
  snapshot: JobSnapshot;
  readonly abort: AbortController;
  readonly throttle: Throttle<JobSnapshot>;
  readonly ended: Promise<JobSnapshot>;
  readonly resolve: (last: JobSnapshot) => void;
};

export function createJobs({ now, newId, internal }: JobsOptions): Jobs {
  const jobs = new Map<JobId, Job>();
  const feeds = new Set<Feed>();
  let lastWriter: Promise<unknown> = Promise.resolve();

  function publish(snapshot: JobSnapshot): void {
    for (const feed of feeds) feed.push(snapshot);
  }

  function change(job: Job, state: JobState): void {
    if (isEnded(job.snapshot.state)) return;
    job.snapshot = { ...job.snapshot, state };
    if (!isEnded(state)) return job.throttle.send(job.snapshot);
    job.throttle.flush(job.snapshot);
    job.resolve(job.snapshot);
    forget(jobs);
  }

  function start(order: JobOrder): JobId {
    const id = newId();
    const job: Job = {
      snapshot: {
        id,
        job: order.job,
        title: order.title,
        startedAt: new Date(now()).toISOString(),
        state: { kind: "queued" },
      },
      abort: new AbortController(),
      throttle: createThrottle(INTERVAL_MS, publish),
      ...settle(),
    };
    jobs.set(id, job);
    publish(job.snapshot);
    const turn = order.writes ? lastWriter : Promise.resolve();
    const done = turn.then(async () => change(job, await outcome(job, order)));
    if (order.writes) lastWriter = done;
    return id;
  }

  async function outcome(job: Job, order: JobOrder): Promise<JobState> {
    const { signal } = job.abort;
    if (signal.aborted) return { kind: "cancelled" };
    const estimate = createEstimate(now());
    const report = (progress: Progress): void => {
      const remainingMs = progress.remainingMs ?? estimate(progress.fraction, now());
      change(job, { kind: "running", progress: { ...progress, remainingMs } });
    };
    report(STARTED);
    try {
      return { kind: "succeeded", result: await order.run({ signal, report }) };
    } catch (error) {
      const failure = error instanceof AppError ? error.failure : null;
      if (failure?.code === "cancelled" || signal.aborted) return { kind: "cancelled" };
      return { kind: "failed", failure: failure ?? internal(error) };
    }
  }

  function running(): readonly Job[] {
    return [...jobs.values()].filter(({ snapshot }) => !isEnded(snapshot.state));
  }

  function cancel(job: Job): void {
    job.abort.abort();
    if (job.snapshot.state.kind === "queued") change(job, { kind: "cancelled" });
  }

  async function* watch(signal?: AbortSignal): AsyncGenerator<JobSnapshot, void, void> {
    const feed = new Feed();
    const end = (): void => feed.end();
    for (const { snapshot } of jobs.values()) feed.push(snapshot);
    feeds.add(feed);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted === true) end();
    try {
      yield* feed.read();
    } finally {
      feeds.delete(feed);
      signal?.removeEventListener("abort", end);
    }
  }

  return {
    start,
    list: () => [...jobs.values()].map(({ snapshot }) => snapshot),
    cancel: (id) => cancel(known(jobs, id)),
    watch,
    ended: (id) => known(jobs, id).ended,
    async cancelAll() {
      // The end of one job may be what starts another.
      for (let active = running(); active.length > 0; active = running()) {
        for (const job of active) cancel(job);
        await Promise.all(active.map(({ ended }) => ended));
      }
    },
  };
}

const STARTED: Progress = {
  phase: "inspecting",
  fraction: null,
  doneBytes: 0,
  totalBytes: 0,
  rows: 0,
  remainingMs: null,
  subject: null,
};

function known(jobs: ReadonlyMap<JobId, Job>, id: JobId): Job {
  return jobs.get(id) ?? fail("job.unknown", { id }, "no");
}

/** Keeps the last ended jobs for a page that reloads and drops older ones. */
function forget(jobs: Map<JobId, Job>): void {
  const ended = [...jobs].filter(([, { snapshot }]) => isEnded(snapshot.state));
  for (const [id] of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) jobs.delete(id);
}

function isEnded(state: JobState): boolean {
  return state.kind !== "queued" && state.kind !== "running";
}

function nothing(_last: JobSnapshot): void {}

function settle(): Pick<Job, "ended" | "resolve"> {
  let resolve = nothing;
  const ended = new Promise<JobSnapshot>((done) => {
    resolve = done;
  });
  return { ended, resolve };
}
