import { randomUUID } from "node:crypto";
import type keytar from "keytar";
import { fail } from "#core/result/failure.ts";

export type KeychainState = "ok" | "locked" | "unavailable" | "denied";

/** The system's keychain, under the name of one workspace. Failures are `secret.*`. */
export type Keychain = {
  state(): Promise<KeychainState>;
  /** Null when there is no such entry. */
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  /** No failure when there is no such entry. */
  remove(name: string): Promise<void>;
};

type Keytar = Pick<typeof keytar, "getPassword" | "setPassword" | "deletePassword">;

/** Loaded late: without the system's library the module does not load, and the app must run nevertheless. */
export async function loadKeytar(): Promise<Keytar> {
  const loaded = await import("keytar");
  return loaded.default;
}

export function openKeychain(service: string, load: () => Promise<Keytar> = loadKeytar): Keychain {
  /** A locked keyring answers a read as if the entry did not exist; only a write tells. */
  const probe = async (): Promise<KeychainState> => {
    const name = `probe-${randomUUID()}`;
    try {
      const entries = await load();
      await entries.setPassword(service, name, "probe");
      const isThere = (await entries.getPassword(service, name)) === "probe";
      const isGone = await entries.deletePassword(service, name);
      return isThere && isGone ? "ok" : "locked";
    } catch (error) {
      return stateOf(error);
    }
  };
  const trying = async <T>(work: (entries: Keytar) => Promise<T>): Promise<T> => {
    try {
      return await work(await load());
    } catch (error) {
      return refuse(stateOf(error), error);
    }
  };
  return {
    state: probe,
    async read(name) {
      const secret = await trying((entries) => entries.getPassword(service, name));
      if (secret !== null) return secret;
      const state = await probe();
      return state === "ok" ? null : refuse(state, null);
    },
    write: (name, secret) => trying((entries) => entries.setPassword(service, name, secret)),
    async remove(name) {
      if (await trying((entries) => entries.deletePassword(service, name))) return;
      const state = await probe();
      if (state !== "ok") refuse(state, null);
    },
  };
}

/** By the texts of the Secret Service, the macOS keychain and the loader of the module. */
function stateOf(error: unknown): KeychainState {
  const text = error instanceof Error ? error.message : String(error);
  if (/locked/i.test(text)) return "locked";
  if (/denied|cancell?ed|dismissed|not allowed|interaction/i.test(text)) return "denied";
  return "unavailable";
}

function refuse(state: KeychainState, error: unknown): never {
  if (state === "locked") fail("secret.locked", {});
  if (state === "denied") fail("secret.denied", {});
  const cause = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
  return fail("secret.unavailable", { cause });
}
