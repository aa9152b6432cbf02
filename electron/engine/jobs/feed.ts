import type { JobId, JobSnapshot } from "#core/job/job.ts";

/** A stream of snapshots for one watcher. A slow watcher skips states that are out of date, never the newest of a job. */
export class Feed {
  readonly #waiting = new Map<JobId, JobSnapshot>();
  #wake: () => void = () => undefined;
  #ended = false;

  push(snapshot: JobSnapshot): void {
    this.#waiting.set(snapshot.id, snapshot);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *read(): AsyncGenerator<JobSnapshot, void, void> {
    for (;;) {
      for (const [id, snapshot] of this.#waiting) {
        this.#waiting.delete(id);
        yield snapshot;
      }
      if (this.#ended) return;
      if (this.#waiting.size === 0) await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
