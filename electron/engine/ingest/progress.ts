import { stat } from "node:fs/promises";
import type { Phase, Progress } from "#core/job/job.ts";

export type OnProgress = (progress: Progress) => void;

/** Shares of the whole work: reading bytes to their end, turning them into line items, checking and publishing. */
const SHARES = { verified: 0.15, staged: 0.6, published: 0.25 };
const POLL_MS = 250;
/** Stored size against source size, as seen on gzip; only used to guess how far a file is. */
const USUAL_SHRINKAGE = 0.7;
/** A guess must not reach the end before the file does. */
const HIGHEST_GUESS = 0.95;

/** Sums up how far an import is, over all its files. */
export class ImportProgress {
  readonly #onProgress: OnProgress;
  readonly #totalBytes: number;
  readonly #done = { verified: 0, staged: 0, published: 0 };
  readonly #guesses = new Map<string, number>();
  #rows = 0;

  constructor(totalBytes: number, onProgress: OnProgress) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
  }

  verified(bytes: number, subject: string): void {
    this.#done.verified += bytes;
    this.#report("verifying", subject);
  }

  /** Watches a file grow while DuckDB writes it; call the result when it is done. */
  watch(target: string, sourceBytes: number, subject: string): (rows: number) => void {
    const timer = setInterval(() => void this.#guess(target, sourceBytes, subject), POLL_MS);
    return (rows) => {
      clearInterval(timer);
      this.#guesses.delete(target);
      this.#done.staged += sourceBytes;
      this.#rows += rows;
      this.#report("reading", subject);
    };
  }

  phase(phase: Phase, subject: string): void {
    this.#report(phase, subject);
  }

  published(bytes: number, subject: string): void {
    this.#done.published += bytes;
    this.#report("publishing", subject);
  }

  /** A delivery that was not read after all counts as done. */
  passedOver(bytes: number): void {
    this.#done.staged += bytes;
    this.#done.published += bytes;
  }

  async #guess(target: string, sourceBytes: number, subject: string): Promise<void> {
    const size = await stat(target).then(
      (entry) => entry.size,
      () => 0,
    );
    const share = Math.min(HIGHEST_GUESS, size / Math.max(1, sourceBytes * USUAL_SHRINKAGE));
    this.#guesses.set(target, share * sourceBytes);
    this.#report("reading", subject);
  }

  #report(phase: Phase, subject: string): void {
    const guessed = [...this.#guesses.values()].reduce((total, bytes) => total + bytes, 0);
    const staged = this.#done.staged + guessed;
    const work =
      SHARES.verified * this.#done.verified +
      SHARES.staged * staged +
      SHARES.published * this.#done.published;
    this.#onProgress({
      phase,
      fraction: this.#totalBytes === 0 ? null : Math.min(1, work / this.#totalBytes),
      doneBytes: Math.min(this.#totalBytes, Math.round(staged)),
      totalBytes: this.#totalBytes,
      rows: this.#rows,
      remainingMs: null,
      subject,
    });
  }
}
