import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import type { availableUpdate, updateProgress } from "#core/contract/schema/update.ts";
import { fail } from "#core/result/failure.ts";
import type { UpdateSource } from "./source.ts";
import type { Installer } from "./installer.ts";

export type AvailableUpdate = z.infer<typeof availableUpdate>;

export type UpdateProgress = z.infer<typeof updateProgress>;

/** Updates as the user meets them: nothing happens that was not asked for, and nothing at all while they are off. */
export type Updates = {
  /** Host that would be asked; null when there is none. */
  host(): string | null;
  look(): Promise<AvailableUpdate | null>;
  /** Ends when the update is there and was checked; who leaves before has cancelled it. */
  download(signal?: AbortSignal): AsyncGenerator<UpdateProgress, void>;
  install(): Promise<void>;
};

type Parts = {
  readonly source: UpdateSource | null;
  /** Loaded when it is needed; null where this way of installing the app cannot be updated from within. */
  readonly installer: (source: UpdateSource) => Promise<Installer | null>;
  /** Whether the user wants updates, asked anew before each step. */
  readonly isOn: () => boolean;
  /** Ends all work before the app is replaced, so that the new one finds its data free. */
  readonly leave: () => Promise<void>;
};

export function createUpdates({ source, installer, isOn, leave }: Parts): Updates {
  let loaded: Promise<Installer | null> | null = null;
  const ready = async (): Promise<Installer> => {
    if (!isOn()) fail("updates.off", {}, "no");
    if (source === null) return fail("updates.not_here", {}, "no");
    loaded ??= installer(source);
    return (await loaded) ?? fail("updates.not_here", {}, "no");
  };
  return {
    host: () => source?.url.host ?? null,
    look: async () => (await ready()).look(),
    async *download(signal) {
      yield* progressOf(await ready(), signal);
    },
    async install() {
      const it = await ready();
      await it.check();
      await leave();
      it.install();
    },
  };
}

/** At most five times a second: the page draws what is told. */
const TELL_EVERY_MS = 200;

async function* progressOf(
  installer: Installer,
  signal: AbortSignal | undefined,
): AsyncGenerator<UpdateProgress, void> {
  const left = new AbortController();
  let receivedBytes = 0;
  const finished = installer
    .download(AbortSignal.any([left.signal, ...(signal === undefined ? [] : [signal])]), (bytes) => {
      receivedBytes = bytes;
    })
    .then(() => true);
  // Whoever leaves does not wait for it.
  finished.catch(() => undefined);
  try {
    let isThere = false;
    while (!isThere) {
      isThere = await Promise.race([finished, setTimeout(TELL_EVERY_MS, false)]);
      yield { receivedBytes };
    }
  } finally {
    left.abort();
  }
}
