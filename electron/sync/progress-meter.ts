import type { SyncProgress } from "#core/account/cost-account.ts";

export type ProgressMeter = {
  phase(next: SyncProgress["phase"], subject: string | null): void;
  /** More is to come than was known. */
  expect(bytes: number): void;
  /** Bytes have arrived; negative when they turned out to be of no use. */
  add(bytes: number): void;
  bytes(): number;
};

const RATE_WINDOW_MS = 3_000;
const TELL_EVERY_MS = 200;

/** Adds up what arrives and says how fast. */
export function progressMeter(onProgress: (progress: SyncProgress) => void): ProgressMeter {
  let phase: SyncProgress["phase"] = "listing";
  let subject: string | null = null;
  let totalBytes = 0;
  let doneBytes = 0;
  let toldMs = 0;
  let marks: (readonly [atMs: number, bytes: number])[] = [];
  const tell = (): void => {
    const nowMs = performance.now();
    toldMs = nowMs;
    marks = [...marks.filter(([atMs]) => nowMs - atMs < RATE_WINDOW_MS), [nowMs, doneBytes]];
    const [firstMs, firstBytes] = marks[0] ?? [nowMs, doneBytes];
    const elapsedMs = nowMs - firstMs;
    const bytesPerSecond = elapsedMs < TELL_EVERY_MS ? null : ((doneBytes - firstBytes) / elapsedMs) * 1_000;
    const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
    const remainingMs = isMoving ? ((totalBytes - doneBytes) / bytesPerSecond) * 1_000 : null;
    onProgress({ phase, doneBytes, totalBytes, bytesPerSecond, remainingMs, subject });
  };
  return {
    phase(next, what) {
      phase = next;
      subject = what;
      tell();
    },
    expect(bytes) {
      totalBytes += bytes;
    },
    add(bytes) {
      doneBytes += bytes;
      if (performance.now() - toldMs >= TELL_EVERY_MS) tell();
    },
    bytes: () => doneBytes,
  };
}
