import type { z } from "zod";
import type { availableUpdate } from "#core/contract/schema/update.ts";
import { fail } from "#core/result/failure.ts";
import type { UpdateSource } from "./source.ts";
import type { Installer } from "./installer.ts";

export type AvailableUpdate = z.infer<typeof availableUpdate>;

/** Updates as the user meets them: nothing happens that was not asked for, and nothing at all while they are off. */
export type Updates = {
  /** Host that would be asked; null when there is none. */
  host(): string | null;
  look(): Promise<AvailableUpdate | null>;
  download(): Promise<void>;
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
    download: async () => (await ready()).download(),
    async install() {
      const it = await ready();
      await it.check();
      await leave();
      it.install();
    },
  };
}
