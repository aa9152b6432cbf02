import type { JobId, JobKind, JobSnapshot, JobState, Phase } from "#core/job/job.ts";

const STEP_MS = 200;
const TOTAL_BYTES = 69_800_000;
const PHASES: readonly Phase[] = ["inspecting", "verifying", "reading", "reading", "checking", "publishing"];

/** Jobs that pretend to work for a while and tell everybody who watches. */
export class JobBook {
  readonly #jobs = new Map<JobId, JobSnapshot>();
  readonly #listeners = new Set<(job: JobSnapshot) => void>();
  readonly #durationMs: number;

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  list(): readonly JobSnapshot[] {
    return [...this.#jobs.values()];
  }

  start(job: JobKind, title: string, result: () => unknown): JobId {
    const id = `job-${this.#jobs.size + 1}`;
    this.#put({ id, job, title, startedAt: new Date().toISOString(), state: { kind: "queued" } });
    const startedAt = Date.now();
    const timer = setInterval(() => {
      const fraction = Math.min(1, (Date.now() - startedAt) / this.#durationMs);
      if (this.#jobs.get(id)?.state.kind === "cancelled") return clearInterval(timer);
      if (fraction < 1) return this.#set(id, running(fraction, job, this.#durationMs));
      clearInterval(timer);
      this.#set(id, { kind: "succeeded", result: result() });
    }, STEP_MS);
    return id;
  }

  cancel(id: JobId): void {
    this.#set(id, { kind: "cancelled" });
  }

  async *watch(): AsyncGenerator<JobSnapshot, void> {
    const waiting: JobSnapshot[] = this.list().slice();
    let wake = (): void => undefined;
    const listener = (job: JobSnapshot): void => {
      waiting.push(job);
      wake();
    };
    this.#listeners.add(listener);
    try {
      for (;;) {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) yield job;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }

  #set(id: JobId, state: JobState): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#put({ ...job, state });
  }

  #put(job: JobSnapshot): void {
    this.#jobs.set(job.id, job);
    for (const listener of this.#listeners) listener(job);
  }
}

function running(fraction: number, job: JobKind, durationMs: number): JobState {
  const phase = PHASES[Math.floor(fraction * PHASES.length)] ?? "publishing";
  return {
    kind: "running",
    progress: {
      phase: job === "sample" && fraction < 0.4 ? "generating" : phase,
      fraction,
      doneBytes: Math.round(TOTAL_BYTES * fraction),
      totalBytes: TOTAL_BYTES,
      rows: Math.round(1_000_000 * fraction),
      remainingMs: fraction < 0.1 ? null : durationMs * (1 - fraction),
      subject: "acme-cost-and-usage-2.csv.gz",
    },
  };
}
