import { z } from "zod";
import type { KeptKeys } from "#core/account/draft.ts";
import { AppError } from "#core/result/failure.ts";
import type { AccessKeys } from "../aws/identity/session.ts";
import type { Keychain } from "../secrets/keychain.ts";

/** The access keys of accounts and drafts: in the keychain, or where there is none, in memory until the app quits. */
export type AccountKeys = {
  keep(id: string, keys: AccessKeys): Promise<KeptKeys>;
  /** Null when none are kept. */
  read(id: string): Promise<AccessKeys | null>;
  forget(id: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** True while keys are kept in memory only. */
  isSessionOnly(): boolean;
};

const stored = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().nullable(),
});

export function createAccountKeys(keychain: Keychain): AccountKeys {
  const session = new Map<string, AccessKeys>();

  const read = async (id: string): Promise<AccessKeys | null> => {
    const remembered = session.get(id);
    if (remembered !== undefined) return remembered;
    const text = await keychain.read(id);
    return text === null ? null : stored.parse(JSON.parse(text));
  };
  const forget = async (id: string): Promise<void> => {
    session.delete(id);
    await keychain.remove(id).catch(ignoreUnavailable);
  };
  const keep = async (id: string, keys: AccessKeys): Promise<KeptKeys> => {
    const { accessKeyId } = keys;
    if ((await keychain.state()) === "ok") {
      await keychain.write(id, JSON.stringify(keys));
      session.delete(id);
      return { accessKeyId, kept: "keychain" };
    }
    session.set(id, keys);
    return { accessKeyId, kept: "session" };
  };
  return {
    keep,
    read,
    forget,
    async move(from, to) {
      const keys = await read(from).catch(ignoreUnavailable);
      if (keys === null || keys === undefined) return;
      await keep(to, keys);
      await forget(from);
    },
    isSessionOnly: () => session.size > 0,
  };
}

/** Where there is no keychain, nothing can have been kept in it. */
function ignoreUnavailable(error: unknown): null {
  if (error instanceof AppError && error.failure.code === "secret.unavailable") return null;
  throw error;
}
