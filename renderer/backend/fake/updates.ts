import type { HostClient } from "../backend.ts";

type AvailableUpdate = NonNullable<Awaited<ReturnType<HostClient["updates"]["look"]>>>;

const SIZE_BYTES = 85_000_000;
const HALF = SIZE_BYTES / 2;

/** A newer version of which the first download comes to a halt halfway, until it is cancelled. */
export function createFakeUpdates() {
  let keptBytes = 0;
  return {
    look: (): AvailableUpdate => ({ version: "0.2.0", sizeBytes: SIZE_BYTES, releasedAt: null, keptBytes }),
    async *download(signal: AbortSignal | undefined) {
      const isFirst = keptBytes === 0;
      keptBytes = HALF;
      yield { receivedBytes: HALF };
      if (isFirst) await cancelled(signal);
      yield { receivedBytes: SIZE_BYTES };
    },
  };
}

function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new Error("cancelled")), { once: true });
  });
}
